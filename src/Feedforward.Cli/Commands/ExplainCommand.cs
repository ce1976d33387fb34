using System.CommandLine;
using Feedforward.Cli.Options;
using Feedforward.Cli.Rendering;
using Feedforward.Onnx;
using Feedforward.Studio;
using Feedforward.Tabular;
using Spectre.Console;

namespace Feedforward.Cli.Commands;

/// <summary><c>explain MODEL DATA</c>: which columns the predictions rest on, and which rows they get most wrong.</summary>
internal static class ExplainCommand
{
    private const int UsualTop = 10;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "A model file that train wrote." };
        var data = new Argument<string>("DATA") { Description = "A file with the model's columns and the target, - for CSV on standard input, or a built-in set." };
        var repeats = TypedOption.Whole("--repeats", $"How often each column is shuffled (default: {new ImportanceOptions().Repeats}).", 1);
        var metric = TypedOption.Choice(
            "--metric", "What gets worse (default: accuracy, or RMSE for numbers).", [.. TabularMetric.All.Select(known => known.Name)]);
        var top = TypedOption.Whole("--top", $"How many of the worst rows to show (default: {UsualTop}).", 0);
        var seed = TypedOption.Seed("--seed", "Decides how columns are shuffled (default: 0).");
        var threads = TypedOption.Whole("--threads", "The most threads to use; the result does not depend on it (default: all processors).", 1);
        var json = TypedOption.Switch("--json", "Print one JSON object instead (docs/json.md).");
        var command = new Verb(
            "explain",
            "Show which columns a model relies on and which rows it gets most wrong.",
            "Each column in turn is shuffled among the rows (permutation importance): the more the metric suffers, the more the model relies on it. Near 0, within the ±, means that the model does without. Of two columns that say the same, both can look unimportant. Give rows that the model was not trained on; of more than 10,000 evenly spaced ones are taken. A built-in set is made with another seed than train uses.")
        {
            Examples =
            [
                ("explain model.onnx test.csv", "the columns by importance, then the ten worst rows with their lines"),
                ("explain model.onnx test.csv --metric auc --repeats 20", "by another metric, with less chance in it"),
                ("explain model.onnx test.csv --top 50 --json", "for a program"),
            ],
        };
        foreach (var argument in (ReadOnlySpan<Argument>)[model, data])
        {
            command.Add(argument);
        }

        foreach (var option in (ReadOnlySpan<Option>)[repeats, metric, top, seed, threads, json])
        {
            command.Add(option);
        }

        var reading = new ReadingOptions(command, usualSeed: 1);
        command.SetAction((parsed, cancellation) =>
        {
            var loaded = ModelFile.Load(parsed.GetRequiredValue(model));
            var named = parsed.GetValue(metric);
            if (named is not null && !TabularMetric.Named(named).Fits(loaded.Task))
            {
                throw new UsageException(
                    $"--metric: '{named}' does not judge this model, whose task is {JsonFields.Kebab(loaded.Task)}. These do: {string.Join(", ", TabularMetric.All.Where(known => known.Fits(loaded.Task)).Select(known => known.Name))}.");
            }

            var source = reading.Source(parsed, parsed.GetRequiredValue(data));
            var table = source.Load(terminal, loaded.ReadOptions(reading.Read(parsed)), cancellation);
            var options = new ImportanceOptions
            {
                Metric = named,
                Repeats = parsed.GetValue(repeats) ?? new ImportanceOptions().Repeats,
                Seed = parsed.GetValue(seed) ?? 0,
                Threads = parsed.GetValue(threads) ?? 0,
            };
            var importance = source.Named(() => PermutationImportance.Of(loaded, table, options, null, cancellation));
            var worst = WorstRow.Of(loaded, table, parsed.GetValue(top) ?? UsualTop);
            if (parsed.GetValue(json))
            {
                JudgementJson.Write(terminal.Output, loaded, importance, worst);
            }
            else
            {
                Write(terminal, loaded, importance, worst);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Write(Terminal terminal, TabularModel model, PermutationImportance importance, IReadOnlyList<WorstRow> worst)
    {
        var console = terminal.Results;
        console.MarkupLine($"{Format.MetricName(importance.Metric.Key)} {Format.Metric(importance.Value)} on {Format.Plural(importance.Rows, "row")}");
        ImportanceReport.Write(console, importance);
        ImportanceReport.Write(console, worst, model.Target);
    }
}
