using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>The raw cells of a table as a runtime takes them.</summary>
internal static class TableFeed
{
    /// <summary>Gives a runtime every input it asks for.</summary>
    public static OnnxRun Feed(this OnnxRun run, TabularModel model, Table table)
    {
        foreach (var feature in model.Schema.Features)
        {
            var column = table[feature.Name];
            foreach (var name in run.InputNames.Where(name => name == feature.Name || (feature.Kind == ColumnKind.Date && name.StartsWith(feature.Name + ".", StringComparison.Ordinal))))
            {
                _ = (feature.Kind, column) switch
                {
                    (ColumnKind.Date, _) => run.With(name, Texts(column).Select(text => Part(text, name[(feature.Name.Length + 1)..])).ToArray()),
                    (_, NumberColumn numbers) when feature.Kind == ColumnKind.Number || feature.Numeric => run.With(name, numbers.Values.ToArray()),
                    (ColumnKind.Number, _) => run.With(name, Texts(column).Select(text => text is null ? float.NaN : float.Parse(text, CultureInfo.InvariantCulture)).ToArray()),
                    (_, VectorColumn vectors) => run.With(name, vectors.Values.Span.ToArray(), vectors.Width),
                    _ => run.With(name, Texts(column).Select(text => text ?? "").ToArray()),
                };
            }
        }

        return run;
    }

    private static IEnumerable<string?> Texts(TableColumn column) => Enumerable.Range(0, column.Count).Select(column.TextAt);

    private static float Part(string? text, string part)
    {
        if (text is null)
        {
            return float.NaN;
        }

        var date = DateTime.Parse(text, CultureInfo.InvariantCulture);
        return part switch
        {
            "year" => date.Year,
            "month" => date.Month,
            "day" => date.Day,
            "dayOfWeek" => date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek,
            _ => (float)date.TimeOfDay.TotalHours,
        };
    }
}
