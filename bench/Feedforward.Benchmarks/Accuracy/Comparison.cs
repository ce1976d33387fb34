using System.Globalization;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>Our runs beside those of the peers on the same rows.</summary>
/// <param name="sets">The sets, in the tables' order.</param>
/// <param name="ours">Our runs.</param>
/// <param name="peers">The peers'.</param>
internal sealed class Comparison(IReadOnlyList<KnownSet> sets, IReadOnlyList<TabularRun> ours, RecordedPeers peers)
{
    private static readonly string[] s_networks = ["MLP", "RealMLP-TD"];

    private readonly string[] _presets = [.. ours.Select(run => run.Model).Distinct()];
    private readonly KnownSet[] _sets = [.. sets.Where(set => ours.Any(run => run.Set == set.Name))];

    /// <summary>The figures themselves, for each set ours and theirs.</summary>
    public ResultTable ToFigures()
    {
        var table = new ResultTable(
            "figures",
            [
                new("set", "set"), new("figure", "figure"),
                .. peers.Names.Select(name => new Column(name, name, "F4")),
                .. _presets.Select(preset => new Column(preset, preset, "F4")),
                .. _presets.Select(preset => new Column($"± {preset}", $"{preset}Deviation", "F4")),
            ]);
        foreach (var set in _sets)
        {
            var standings = _presets.Select(preset => Ours(set, preset)).ToList();
            table.Add(
            [
                set.Name, set.Figure,
                .. peers.Names.Select(name => (object?)Theirs(set, name)?.Mean),
                .. standings.Select(standing => (object?)standing?.Mean),
                .. standings.Select(standing => double.IsFinite(standing?.Deviation ?? double.NaN) ? (object)standing!.Deviation : null),
            ]);
        }

        var seeds = ours.Select(run => run.Seed).Distinct().Order();
        table.Notes.Add($"err: share of wrong classes; nrmse: root mean squared error in standard deviations of the test target. Mean (±: standard deviation) of the seeds {string.Join(", ", seeds)}{string.Concat(peers.Names.Where(LacksSeeds).Select(name => $"; {name}: {string.Join(", ", Seeds(name))} only"))}.");
        return table;
    }

    /// <summary>One preset's figures and times divided by the peers'.</summary>
    public ResultTable ToRatios(string preset)
    {
        var timed = peers.Names.Where(s_networks.Contains).ToList();
        var table = new ResultTable(
            preset,
            [
                new("set", "set"),
                .. peers.Names.Select(name => new Column(name, name, "F3")),
                new("best of them", "best", "F3"), new("seconds", "seconds", Column.Significant),
                .. timed.Select(name => new Column($"time ÷ {name}", $"{name}Time", "F3")),
            ]);
        var (errors, times) = (new List<double?[]>(), new List<double?[]>());
        foreach (var set in _sets)
        {
            if (Ours(set, preset) is not { } standing)
            {
                continue;
            }

            var others = peers.Names.ToDictionary(name => name, name => Theirs(set, name));
            var best = others.Values.OfType<Standing>().MinBy(other => other.Mean);
            errors.Add([.. others.Values.Append(best).Select(other => other is null ? (double?)null : standing.RatioTo(other))]);
            times.Add([.. timed.Select(name => standing.Seconds / others[name]?.Seconds)]);
            table.Add([set.Name, .. errors[^1], standing.Seconds, .. times[^1]]);
        }

        table.Add(["geometric mean", .. Means(errors, Standing.MeanRatio), null, .. Means(times, Standing.GeometricMean)]);
        table.Notes.Add("(our figure + ½/n) ÷ (the peer's + ½/n), n the test rows, for err; our figure ÷ the peer's for nrmse. Below 1 ours is better. In the mean each ratio of figures counts as ½ at least and 2 at most.");
        foreach (var name in peers.Names.Where(LacksSeeds))
        {
            var seeds = Seeds(name);
            var paired = _sets
                .Select(set => (Ours: Ours(set, preset, seeds), Theirs: Theirs(set, name)))
                .Where(pair => pair.Ours is not null && pair.Theirs is not null)
                .Select(pair => pair.Ours!.RatioTo(pair.Theirs!)).ToList();
            table.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{name} has the seed {string.Join(", ", seeds)} only; with ours of the same seed the geometric mean is {Standing.MeanRatio(paired):F3}."));
        }

        return table;

        static IEnumerable<object?> Means(List<double?[]> rows, Func<IReadOnlyCollection<double>, double?> mean) =>
            Enumerable.Range(0, rows.Count == 0 ? 0 : rows[0].Length).Select(i => (object?)mean([.. rows.Select(row => row[i]).OfType<double>()]));
    }

    /// <summary>All tables: the figures, then the ratios of each preset.</summary>
    public IEnumerable<(string Heading, ResultTable Table)> ToTables() =>
    [
        ("Figures on the test rows", ToFigures()),
        .. _presets.Select(preset => ($"{preset}: ratios to the peers", ToRatios(preset))),
    ];

    private Standing? Ours(KnownSet set, string preset, IReadOnlyList<uint>? seeds = null) => Standing.Of(
        [.. ours.Where(run => run.Set == set.Name && run.Model == preset && seeds?.Contains(run.Seed) != false)], set);

    /// <summary>A peer's standing on the seeds that we ran, or on those it has if it has none of them.</summary>
    private Standing? Theirs(KnownSet set, string name)
    {
        var all = peers.Runs.Where(run => run.Set == set.Name && run.Model == name).ToList();
        var same = all.Where(run => ours.Any(one => one.Set == set.Name && one.Seed == run.Seed)).ToList();
        return Standing.Of(same.Count > 0 ? same : all, set);
    }

    private List<uint> Seeds(string name) => [.. peers.Runs.Where(run => run.Model == name).Select(run => run.Seed).Distinct().Order()];

    private bool LacksSeeds(string name) => Seeds(name) is { Count: > 0 } seeds && ours.Any(run => !seeds.Contains(run.Seed));
}
