using System.Globalization;
using Feedforward.Cli.Progress;
using Feedforward.Tabular;
using Feedforward.Training;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Rendering;

/// <summary>What came out of a training, for a person.</summary>
internal static class TrainingReport
{
    private const int MostColumns = 5;

    /// <summary>Writes the metrics and where the model is.</summary>
    public static void Write(IAnsiConsole console, TabularResult result, string model, Judgement judgement)
    {
        var training = result.Model.Training;
        var parts = new List<(string Name, Evaluation Evaluation)>();
        if (result.Validation is { } validation)
        {
            parts.Add(($"validation ({Format.Plural(validation.Rows, "row")})", validation));
        }

        if (result.Test is { } test)
        {
            parts.Add(($"test ({Format.Plural(test.Rows, "row")})", test));
        }

        if (judgement.Baselines is { } baselines)
        {
            parts.AddRange(baselines.Linear is { } linear ? [("linear model", linear)] : []);
            parts.Add((result.Model.Task == LearningTask.Regression ? "mean alone" : "majority alone", baselines.Constant));
        }

        if (parts.Count > 0)
        {
            console.Write(Metrics(parts));
        }

        if (result.Model.Calibration is { } calibration)
        {
            console.MarkupLine(Certainty.Text(calibration));
        }

        if (result.Model.Conformal is not null && (result.Test ?? result.Validation)?.Coverage is { } coverage)
        {
            console.MarkupLine(Certainty.Text(result.Model.Task, coverage));
        }

        if (judgement.Importance is { } importance)
        {
            ImportanceReport.Write(console, importance, MostColumns);
        }

        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"network {result.Model.Network}; trained on {Format.Plural(training.TrainRows, "row")}");
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"best epoch {training.BestEpoch} of {training.Epochs}; {End(result.Training.Reason)}; {Format.Duration(result.Elapsed)}");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"model written to [bold]{model}[/]");
    }

    /// <summary>Writes the mean of each metric over the folds, and the folds.</summary>
    public static void Write(IAnsiConsole console, CrossValidationResult result, TimeSpan elapsed)
    {
        var table = Metrics([]);
        table.AddColumn(new Spectre.Console.TableColumn("mean").RightAligned());
        table.AddColumn(new Spectre.Console.TableColumn("deviation").RightAligned());
        for (var fold = 1; fold <= result.Folds.Count; fold++)
        {
            table.AddColumn(new Spectre.Console.TableColumn($"fold {fold.ToString(CultureInfo.InvariantCulture)}").RightAligned());
        }

        foreach (var (name, (mean, deviation)) in result.Metrics)
        {
            table.AddRow([
                Format.MetricName(name),
                $"[bold]{Format.Metric(mean)}[/]",
                $"± {Format.Metric(deviation)}",
                .. result.Folds.Select(fold => Format.Metric(fold.Metrics.TryGetValue(name, out var value) ? value : null)),
            ]);
        }

        console.Write(table);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{result.Folds.Count} folds; no model was written; {Format.Duration(elapsed)}");
    }

    /// <summary>Writes where the report is.</summary>
    public static void WriteReported(IAnsiConsole console, string report) =>
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"report written to [bold]{report}[/]");

    /// <summary>Writes what the time went to.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<(string Name, string Text, TimeSpan Time)> times)
    {
        var table = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        table.AddColumn("time");
        table.AddColumn(new Spectre.Console.TableColumn("ms").RightAligned());
        table.AddColumn(new Spectre.Console.TableColumn("share").RightAligned());
        foreach (var (_, text, time) in times)
        {
            table.AddRow(
                text,
                time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture),
                (time / times[^1].Time).ToString("0.0 %", CultureInfo.InvariantCulture));
        }

        console.Write(table);
    }

    /// <summary>Metrics as rows, parts of the data as columns.</summary>
    public static Grid Metrics(IReadOnlyList<(string Name, Evaluation Evaluation)> parts)
    {
        var table = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        table.AddColumn("metric");
        foreach (var (name, _) in parts)
        {
            table.AddColumn(new Spectre.Console.TableColumn(Markup.Escape(name)).RightAligned());
        }

        foreach (var metric in parts.SelectMany(part => part.Evaluation.Metrics.Keys).Distinct())
        {
            table.AddRow([
                Format.MetricName(metric),
                .. parts.Select(part => Format.Metric(part.Evaluation.Metrics.TryGetValue(metric, out var value) ? value : null)),
            ]);
        }

        return table;
    }

    private static string End(StopReason reason) => reason switch
    {
        StopReason.Completed => "all epochs done",
        StopReason.EarlyStopped => "stopped early",
        StopReason.Cancelled => "cancelled",
        StopReason.TimeLimit => "the time limit was reached",
        _ => "diverged",
    };
}
