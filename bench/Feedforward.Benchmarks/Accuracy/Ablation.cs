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
                new("geometric mean", "mean", "F3"),
            ]);
        foreach (var part in parts)
        {
            var ratios = _sets.Select(set => Ratio(set, preset, new Contender(preset, part).Name)).ToList();
            if (ratios.Exists(ratio => ratio is not null))
            {
                table.Add([part.Name, part.Instead, .. ratios.Cast<object?>(), Standing.MeanRatio([.. ratios.OfType<double>()])]);
            }
        }

        var seeds = runs.Select(run => run.Seed).Distinct().Order();
        table.Notes.Add($"(figure without the part + ½/n) ÷ (figure of {preset} + ½/n), n the test rows, for errors; the plain quotient for nrmse; the mean of the seeds {string.Join(", ", seeds)}. Above 1 the part helps. In the mean each set counts as ½ at least and 2 at most, and sets whose task does not have the part (—) do not count.");
        return table;
    }

    private double? Ratio(KnownSet set, string preset, string without)
    {
        // Seed against seed: where one of the two is still missing, the other does not count.
        var whole = runs.Where(run => run.Set == set.Name && run.Model == preset).ToDictionary(run => run.Seed);
        var others = runs.Where(run => run.Set == set.Name && run.Model == without && whole.ContainsKey(run.Seed)).ToList();
        return Standing.Of([.. others.Select(run => whole[run.Seed])], set) is { } standing ? Standing.Of(others, set)!.RatioTo(standing) : null;
    }
}
