using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>What each part of a preset brings: the figures without it, divided by those of the whole preset on the same rows.</summary>
/// <param name="sets">The sets, in the table's order.</param>
/// <param name="parts">The parts, in the table's order.</param>
/// <param name="runs">The runs of whole presets and of those with a part left out.</param>
internal sealed class Ablation(IReadOnlyList<KnownSet> sets, IReadOnlyList<PresetPart> parts, IReadOnlyList<TabularRun> runs)
{
    private readonly KnownSet[] _sets = [.. sets.Where(set => runs.Any(run => run.Set == set.Name))];

    /// <summary>One preset's table: a row for each part, a column for each set, and the geometric mean of the sets.</summary>
    public ResultTable ToTable(string preset)
    {
        var table = new ResultTable(
            $"{preset}Ablation",
            [
                new("without", "without"), new("instead", "instead"),
                .. _sets.Select(set => new Column(set.Name, set.Name, "F3")),
                new("geometric mean", "mean", "F3"), new("log loss", "logloss", "F3"),
            ]);
        foreach (var part in parts)
        {
            var pairs = _sets.Select(set => (Set: set, Runs: Pairs(set, preset, new Contender(preset, part).Name))).ToList();
            var ratios = pairs.ConvertAll(pair => Ratio(pair.Set, pair.Runs));
            if (ratios.Exists(ratio => ratio is not null))
            {
                table.Add(
                [
                    part.Name, part.Instead, .. ratios.Cast<object?>(), Standing.MeanRatio([.. ratios.OfType<double>()]),
                    Standing.MeanRatio([.. pairs.Select(pair => LogLossRatio(pair.Runs)).OfType<double>()]),
                ]);
            }
        }

        var seeds = runs.Select(run => run.Seed).Distinct().Order();
        table.Notes.Add($"(figure without the part + ½/n) ÷ (figure of {preset} + ½/n), n the test rows, for errors; the plain quotient for nrmse; of the means of the seeds {string.Join(", ", seeds)}. Above 1 the part helps. The means are geometric; in them each set counts as ½ at least and 2 at most, and sets whose task does not have the part (—) do not count. Log loss: the geometric mean of its quotients over the sets of classes.");
        return table;
    }

    /// <summary>Seed against seed: where one of the two is still missing, the other does not count.</summary>
    private List<(TabularRun Without, TabularRun Whole)> Pairs(KnownSet set, string preset, string without) =>
    [
        .. from run in runs
           where run.Set == set.Name && run.Model == without
           join whole in runs.Where(run => run.Set == set.Name && run.Model == preset) on run.Seed equals whole.Seed
           select (run, whole),
    ];

    private static double? Ratio(KnownSet set, List<(TabularRun Without, TabularRun Whole)> pairs) =>
        Standing.Of([.. pairs.Select(pair => pair.Whole)], set) is { } whole
            ? Standing.Of([.. pairs.Select(pair => pair.Without)], set)!.RatioTo(whole)
            : null;

    private static double? LogLossRatio(List<(TabularRun Without, TabularRun Whole)> pairs) =>
        pairs.Count > 0 && pairs[0].Whole.Figures.ContainsKey("logloss")
            ? pairs.Average(pair => pair.Without.Figures["logloss"]) / pairs.Average(pair => pair.Whole.Figures["logloss"])
            : null;
}
