using System.Buffers;
using System.Globalization;
using System.Text;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>
/// Predictions as CSV (RFC 4180, lines ended by a line feed), with the columns of the command line: <c>prediction</c>,
/// <c>probability_CLASS</c> for each class or <c>deviation</c>, then <c>lower</c> and <c>upper</c> or <c>set</c>.
/// </summary>
internal static class PredictionText
{
    private static readonly SearchValues<char> s_special = SearchValues.Create(",\"\r\n");

    /// <summary>The whole text.</summary>
    public static string Of(PredictedRows rows)
    {
        var all = rows.All!;
        var text = new StringBuilder("prediction");
        foreach (var label in all.Classes)
        {
            Cell(text.Append(','), "probability_" + label);
        }

        text.Append(all.Deviations.IsEmpty ? string.Empty : ",deviation")
            .Append(all.Conformal is null ? string.Empty : all.Task == LearningTask.Regression ? ",lower,upper" : ",set")
            .Append('\n');
        for (var row = rows.Start; row < rows.Start + rows.Count; row++)
        {
            Write(text, all, row);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, Predictions all, int row)
    {
        Cell(text, all.TextAt(row));
        for (var i = 0; i < all.Classes.Count; i++)
        {
            Number(text, all.Probabilities[row, i]);
        }

        if (!all.Deviations.IsEmpty)
        {
            Number(text, all.Deviations[row]);
        }

        if (all.Conformal is not null && all.Task == LearningTask.Regression)
        {
            var (lower, upper) = all.IntervalAt(row);
            Number(text, lower);
            Number(text, upper);
        }
        else if (all.Conformal is not null)
        {
            Cell(text.Append(','), all.IsMarked(row) ? string.Empty : string.Join('|', all.SetAt(row).Select(place => all.Classes[place])));
        }

        text.Append('\n');
    }

    private static void Number(StringBuilder text, float value)
    {
        text.Append(',');
        if (float.IsFinite(value))
        {
            text.Append(CultureInfo.InvariantCulture, $"{value}");
        }
    }

    private static void Cell(StringBuilder text, string cell)
    {
        if (cell.AsSpan().IndexOfAny(s_special) < 0)
        {
            text.Append(cell);
        }
        else
        {
            text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        }
    }
}
