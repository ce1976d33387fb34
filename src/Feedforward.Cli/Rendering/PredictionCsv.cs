using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Cli.Rendering;

/// <summary>
/// Predictions as CSV (RFC 4180, lines ended by a line feed): the kept columns, <c>prediction</c>, where wanted
/// <c>probability_CLASS</c> for each class or <c>deviation</c>, where wanted <c>lower</c> and <c>upper</c> or <c>set</c>, and
/// <c>error</c> where bad rows are marked.
/// </summary>
internal sealed class PredictionCsv(TextWriter output, TabularModel model, PredictOptions options, bool withProbabilities, bool withIntervals)
{
    private const char Separator = ',';
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(",\"\r\n");

    private readonly bool _marks = options.OnError == RowErrors.Mark;
    private readonly bool _withDeviation = withProbabilities && model.Loss.Name == Losses.Loss.GaussianLikelihood.Name;

    /// <summary>Writes the names of the columns.</summary>
    public void WriteHeader()
    {
        foreach (var name in options.Keep)
        {
            Write(name);
            output.Write(Separator);
        }

        output.Write("prediction");
        foreach (var name in withProbabilities ? model.Classes : [])
        {
            output.Write(Separator);
            Write($"probability_{name}");
        }

        output.Write(_withDeviation ? ",deviation" : string.Empty);
        output.Write(!withIntervals ? string.Empty : model.Task == LearningTask.Regression ? ",lower,upper" : ",set");
        output.Write(_marks ? ",error\n" : "\n");
    }

    /// <summary>Writes some rows, and lets them be seen.</summary>
    public void Write(PredictedBlock block)
    {
        var predictions = block.Predictions;
        var errors = block.Errors.ToDictionary(error => error.Row);
        for (var row = 0; row < predictions.Count; row++)
        {
            foreach (var cell in block.Kept[row])
            {
                Write(cell);
                output.Write(Separator);
            }

            Write(predictions.TextAt(row));
            WriteDoubts(predictions, row);
            if (_marks)
            {
                output.Write(Separator);
                Write(errors.TryGetValue(row, out var error) ? error.Message : null);
            }

            output.Write('\n');
        }

        output.Flush();
    }

    private void WriteDoubts(Predictions predictions, int row)
    {
        var isMarked = predictions.IsMarked(row);
        for (var column = 0; withProbabilities && column < model.Classes.Count; column++)
        {
            output.Write(Separator);
            output.Write(isMarked ? string.Empty : Number(predictions.Probabilities[row, column]));
        }

        if (_withDeviation)
        {
            output.Write(Separator);
            output.Write(isMarked ? string.Empty : Number(predictions.Deviations[row]));
        }

        if (withIntervals)
        {
            output.Write(Separator);
            WriteInterval(predictions, row, isMarked);
        }
    }

    private void WriteInterval(Predictions predictions, int row, bool isMarked)
    {
        if (model.Task != LearningTask.Regression)
        {
            Write(isMarked ? null : string.Join('|', predictions.SetAt(row).Select(place => model.Classes[place])));
            return;
        }

        var (lower, upper) = isMarked ? (0, 0) : predictions.IntervalAt(row);
        output.Write(isMarked ? string.Empty : Number(lower));
        output.Write(Separator);
        output.Write(isMarked ? string.Empty : Number(upper));
    }

    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);

    private void Write(string? cell)
    {
        if (cell is null || cell.AsSpan().IndexOfAny(Special) < 0)
        {
            output.Write(cell);
            return;
        }

        output.Write('"');
        output.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
        output.Write('"');
    }
}
