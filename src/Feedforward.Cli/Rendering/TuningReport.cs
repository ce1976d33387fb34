using System.Globalization;
using Feedforward.Tabular;
using Feedforward.Tabular.Tuning;
using Spectre.Console;
using Grid = Spectre.Console.Table;

namespace Feedforward.Cli.Rendering;

/// <summary>The trials of a search, for a person.</summary>
internal static class TuningReport
{
    private const int MostRows = 20;
    private const int WidthForAll = 150;

    /// <summary>Writes the table, the best first, and what was gained.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="result">What was found.</param>
    /// <param name="model">Where the best trial's network is; null where there is none.</param>
    public static void Write(IAnsiConsole console, TuningResult result, string? model)
    {
        var ranking = result.Ranking;
        if (ranking.Count > 0)
        {
            console.Write(Table(result, ranking, Columns(result.Space, console.Profile.Width)));
        }

        var shown = Shown(ranking).Count();
        if (ranking.Count > shown)
        {
            console.MarkupLine($"[grey]and {Format.Plural(ranking.Count - shown, "more trial")}; the journal has them all[/]");
        }

        if (result.Best is { } best)
        {
            console.MarkupLine($"best: trial {Number(best.Number)}, {Format.MetricName(result.Metric.Key)} [bold]{Format.Metric(best.Value)}[/] on {Format.Plural(result.ValidationRows, "validation row")}{Beside(result, best)}");
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{string.Join(", ", best.Configuration.Values.Select(pair => $"{pair.Key} {pair.Value}"))}");
        }
        else if (result.End != TuningEnd.Cancelled)
        {
            console.MarkupLine($"no trial {(result.Trials.Count > 0 ? "came to a good end" : "was finished")}; the final model has the preset's own choices");
        }

        var trainings = Format.Plural(result.Trials.Count, "training");
        console.MarkupLine(result.End switch
        {
            TuningEnd.Cancelled => $"cancelled after {trainings}; the same command goes on from here",
            TuningEnd.TimeLimit => $"the time limit was reached after {trainings}; the same command goes on from here",
            _ => $"{trainings}; {Format.Duration(result.Elapsed)}",
        });
        if (result.End == TuningEnd.Cancelled && model is not null)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"the best trial's network, a single one, is in [bold]{model}[/]");
        }
    }

    /// <summary>Writes how the whole models compare, where there are several.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="result">What was found.</param>
    /// <param name="trained">Those that were trained, in the order of the finalists.</param>
    /// <param name="chosen">The place of the one that was chosen.</param>
    public static void Write(IAnsiConsole console, TuningResult result, IReadOnlyList<TabularResult> trained, int chosen)
    {
        var metric = Format.MetricName(result.Metric.Key);
        for (var i = 0; i < trained.Count && trained.Count > 1; i++)
        {
            var number = result.Finalists[i].Number;
            var value = $"{metric} {Format.Metric(FinalRound.Value(result, trained[i]))} on {Format.Plural(trained[i].Validation?.Rows ?? 0, "row")} held back in turn";
            console.MarkupLine($"{(i == chosen ? "[green]★[/]" : " ")} whole model of trial {Number(number)}{(number == 0 ? ", the preset's own choices" : string.Empty)}: {value}");
        }
    }

    private static string Beside(TuningResult result, Trial best) => best.Number == 0
        ? ", the preset's own choices"
        : result.Preset is { } own ? $"; trial 0, the preset's own choices: {(own.HasDiverged ? "diverged" : Format.Metric(own.Value))}" : string.Empty;

    /// <summary>What is searched; on a narrow screen the numbers among it, and the others stand below for the best.</summary>
    private static string[] Columns(SearchSpace space, int width) =>
    [
        .. HyperParameter.All.Select(parameter => parameter.Name)
            .Where(name => space.Searched.TryGetValue(name, out var range) && (width >= WidthForAll || range is NumberRange)),
    ];

    private static Grid Table(TuningResult result, IReadOnlyList<Trial> ranking, string[] searched)
    {
        var table = new Grid().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        foreach (var name in (IEnumerable<string>)["trial", Format.MetricName(result.Metric.Key), "epochs", "time", .. searched])
        {
            table.AddColumn(new Spectre.Console.TableColumn(name.Replace('-', '\n')).RightAligned().NoWrap().PadLeft(0));
        }

        foreach (var trial in Shown(ranking))
        {
            var isBest = trial == result.Best;
            string[] cells =
            [
                (isBest ? "★ " : string.Empty) + Number(trial.Number),
                trial.HasDiverged ? "diverged" : Format.Metric(trial.Value),
                Number(trial.Epochs),
                Format.Duration(trial.Elapsed),
                .. searched.Select(name => trial.Configuration.Values[name] switch { "true" => "yes", "false" => "no", var value => value }),
            ];
            table.AddRow(Array.ConvertAll(cells, cell => isBest ? $"[green]{cell}[/]" : cell));
        }

        return table;
    }

    /// <summary>The best, and the preset's own wherever it stands.</summary>
    private static IEnumerable<Trial> Shown(IReadOnlyList<Trial> ranking) =>
        ranking.Where((trial, place) => place < MostRows || trial.Number == 0);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
