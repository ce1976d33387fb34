using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>
/// Predictions as CSV (RFC 4180, lines ended by a line feed): the kept columns, <c>prediction</c>, where wanted
/// <c>probability_CLASS</c> for each class or <c>deviation</c>, where wanted <c>lower</c> and <c>upper</c> or <c>set</c>, and
/// <c>error</c> where bad rows are marked.
/// </summary>
public sealed class PredictionCsv
{
    private const char Separator = ',';

    private readonly TextWriter _output;
    private readonly TabularModel _model;
    private readonly IReadOnlyList<string> _keep;
    private readonly bool _withProbabilities;
    private readonly bool _withIntervals;
    private readonly bool _withDeviation;
    private readonly bool _withErrors;

    /// <summary>Prepares the text; nothing is written yet.</summary>
    /// <param name="output">Takes the text; not disposed.</param>
    /// <param name="model">What predicts.</param>
    /// <param name="options">Which columns to keep, and whether bad rows are marked; the rest is not used.</param>
    /// <exception cref="ArgumentException">Intervals are asked for and the model has none.</exception>
    public PredictionCsv(TextWriter output, TabularModel model, PredictOptions options)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Intervals && model.Conformal is null)
        {
            throw new ArgumentException($"There are no intervals to write: {model.WhyNoIntervals}", nameof(options));
        }

        (_output, _model, _keep) = (output, model, options.Keep);
        (_withProbabilities, _withIntervals) = (options.Probabilities, options.Intervals);
        _withDeviation = options.Probabilities && model.Loss.Name == Losses.Loss.GaussianLikelihood.Name;
        _withErrors = options.OnError == RowErrors.Mark;
    }

    /// <summary>Writes the names of the columns.</summary>
    public void WriteHeader()
    {
        foreach (var name in _keep)
        {
            Write(name);
            _output.Write(Separator);
        }

        _output.Write("prediction");
        foreach (var name in _withProbabilities ? _model.Classes : [])
        {
            _output.Write(Separator);
            Write($"probability_{name}");
        }

        _output.Write(_withDeviation ? ",deviation" : string.Empty);
        _output.Write(!_withIntervals ? string.Empty : _model.Task == LearningTask.Regression ? ",lower,upper" : ",set");
        _output.Write(_withErrors ? ",error\n" : "\n");
    }

    /// <summary>Writes some rows, and lets them be seen.</summary>
    /// <param name="block">The rows, predicted with the options given at the start.</param>
    public void Write(PredictedBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        var errors = block.Errors.ToDictionary(error => error.Row);
        for (var row = 0; row < block.Predictions.Count; row++)
        {
            Write(block.Predictions, row, block.Kept[row], errors.GetValueOrDefault(row)?.Message);
        }

        _output.Flush();
    }

    /// <summary>Writes some of the rows of predictions, without columns that were kept.</summary>
    /// <param name="predictions">Predictions of the model given at the start.</param>
    /// <param name="start">The first row, counted from 0.</param>
    /// <param name="count">How many rows.</param>
    public void Write(Predictions predictions, int start, int count)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        for (var row = start; row < start + count; row++)
        {
            Write(predictions, row, [], null);
        }

        _output.Flush();
    }

    private void Write(Predictions predictions, int row, IReadOnlyList<string?> kept, string? error)
    {
        foreach (var cell in kept)
        {
            Write(cell);
            _output.Write(Separator);
        }

        Write(predictions.TextAt(row));
        WriteDoubts(predictions, row);
        if (_withErrors)
        {
            _output.Write(Separator);
            Write(error);
        }

        _output.Write('\n');
    }

    private void WriteDoubts(Predictions predictions, int row)
    {
        var isMarked = predictions.IsMarked(row);
        for (var column = 0; _withProbabilities && column < _model.Classes.Count; column++)
        {
            _output.Write(Separator);
            _output.Write(isMarked ? string.Empty : Number(predictions.Probabilities[row, column]));
        }

        if (_withDeviation)
        {
            _output.Write(Separator);
            _output.Write(isMarked ? string.Empty : Number(predictions.Deviations[row]));
        }

        if (_withIntervals)
        {
            _output.Write(Separator);
            WriteInterval(predictions, row, isMarked);
        }
    }

    private void WriteInterval(Predictions predictions, int row, bool isMarked)
    {
        if (_model.Task != LearningTask.Regression)
        {
            Write(isMarked ? null : string.Join('|', predictions.SetAt(row).Select(place => _model.Classes[place])));
            return;
        }

        var (lower, upper) = isMarked ? (0, 0) : predictions.IntervalAt(row);
        _output.Write(isMarked ? string.Empty : Number(lower));
        _output.Write(Separator);
        _output.Write(isMarked ? string.Empty : Number(upper));
    }

    private static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);

    private void Write(string? cell) => CsvCell.Write(_output, cell);
}
