using Feedforward.Metrics;
using Feedforward.Tabular;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Rendering;

/// <summary>An evaluation for a person: metrics, each class, and who is taken for whom.</summary>
internal static class EvaluationReport
{
    private const int MostClasses = 20;

    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, TabularModel model, Evaluation evaluation)
    {
        foreach (var notice in evaluation.Notices)
        {
            terminal.Error.WriteLine($"note: {notice.Message}");
        }

        if (evaluation.Skipped > 0)
        {
            terminal.Error.WriteLine($"note: {Format.Plural(evaluation.Skipped, "row")} without '{model.Target.Name}' left out.");
        }

        var console = terminal.Results;
        console.Write(TrainingReport.Metrics([(Format.Plural(evaluation.Rows, "row"), evaluation)]));
        if (evaluation.Coverage is { } coverage)
        {
            console.MarkupLine(Certainty.Text(model.Task, coverage));
        }

        if (evaluation.Classification is { } classification && model.Classes.Count <= MostClasses)
        {
            console.Write(Confusion(model.Classes, classification));
        }
    }

    private static Grid Confusion(IReadOnlyList<string> classes, ClassificationMetrics metrics)
    {
        var table = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        table.AddColumn("true \\ predicted");
        foreach (var name in classes)
        {
            table.AddColumn(new Spectre.Console.TableColumn(Markup.Escape(name)).RightAligned());
        }

        foreach (var header in (ReadOnlySpan<string>)["precision", "recall", "F1"])
        {
            table.AddColumn(new Spectre.Console.TableColumn($"[grey]{header}[/]").RightAligned());
        }

        foreach (var scores in metrics.PerClass)
        {
            table.AddRow([
                Markup.Escape(classes[scores.Class]),
                .. Enumerable.Range(0, classes.Count).Select(predicted => Cell(metrics.Confusion, scores.Class, predicted)),
                $"[grey]{Format.Metric(scores.Precision)}[/]",
                $"[grey]{Format.Metric(scores.Recall)}[/]",
                $"[grey]{Format.Metric(scores.F1)}[/]",
            ]);
        }

        return table;
    }

    private static string Cell(ConfusionMatrix confusion, int actual, int predicted)
    {
        var count = (long)confusion[actual, predicted];
        var style = actual == predicted ? "green" : count == 0 ? "grey" : "red";
        return $"[{style}]{(count == 0 && actual != predicted ? "·" : Format.Count(count))}[/]";
    }
}
