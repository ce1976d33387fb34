using System.Globalization;
using Feedforward.Tabular;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Rendering;

/// <summary>Importances of columns and the worst rows, for a person.</summary>
internal static class ImportanceReport
{
    private const int BarWidth = 30;

    /// <summary>Writes a line with a bar for each column.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="importance">The importances.</param>
    /// <param name="most">The most columns to show.</param>
    public static void Write(IAnsiConsole console, PermutationImportance importance, int most = int.MaxValue)
    {
        var table = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        table.AddColumn("column");
        table.AddColumn(new Spectre.Console.TableColumn($"{Change(importance.Metric)} when shuffled").RightAligned());
        table.AddColumn(string.Empty);
        var largest = Math.Max(importance.Columns[0].Mean, double.Epsilon);
        foreach (var column in importance.Columns.Take(most))
        {
            var length = (int)Math.Round(BarWidth * Math.Clamp(column.Mean / largest, 0, 1));
            table.AddRow(
                Markup.Escape(column.Column),
                $"{Format.Metric(column.Mean)} ± {Format.Metric(column.Deviation)}",
                $"[green]{new string('█', length)}[/]");
        }

        console.Write(table);
        if (importance.Columns.Count > most)
        {
            console.MarkupLine($"[grey]{Format.Plural(importance.Columns.Count - most, "more column")}; feedforward explain shows all[/]");
        }
    }

    /// <summary>Writes the rows that went most wrong.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<WorstRow> rows, TargetColumn target)
    {
        if (rows.Count == 0)
        {
            console.MarkupLine("No row is predicted wrongly.");
            return;
        }

        var isRegression = target.Task == LearningTask.Regression;
        var table = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        string[] headers = isRegression
            ? ["line", $"true {target.Name}", "predicted", "true − predicted"]
            : ["line", $"true {target.Name}", "p of it", "predicted", "p of it"];
        foreach (var header in headers)
        {
            table.AddColumn(new Spectre.Console.TableColumn(Markup.Escape(header)).RightAligned());
        }

        foreach (var row in rows)
        {
            var line = row.Line.ToString(CultureInfo.InvariantCulture);
            var (truth, prediction) = (Markup.Escape(row.Truth), Markup.Escape(row.Prediction));
            table.AddRow(isRegression
                ? [line, truth, prediction, Format.Short(row.Residual!.Value)]
                : [line, truth, Format.Metric(row.TruthProbability), prediction, Format.Metric(row.PredictionProbability)]);
        }

        console.Write(table);
    }

    private static string Change(TabularMetric metric) => $"{Format.MetricName(metric.Key)} {(metric.IsLargerBetter ? "lost" : "added")}";
}
