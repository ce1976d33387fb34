using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Results;
using Feedforward.Benchmarks.Training;

namespace Feedforward.Benchmarks.Growth;

/// <summary>Measures series and writes them as tables.</summary>
internal static class GrowthMeasurement
{
    /// <summary>Measures a series. A size that seems to cost too much is measured once more, and so are its neighbours: the best counts.</summary>
    public static GrowthSeries Measure(GrowthPlan plan, Stretches stretches)
    {
        Console.Error.WriteLine($"{plan.Name}: {plan.Label}");
        var points = plan.Sizes.Select(size => One(plan, size, stretches)).ToList();
        var series = new GrowthSeries(plan.Name, plan.Label, points);
        var again = Enumerable.Range(0, points.Count)
            .Where(i => series.CostOverNeighbours(i) > GrowthSeries.Allowed)
            .SelectMany(i => new[] { i - 1, i, i + 1 })
            .Where(i => i >= 0 && i < points.Count)
            .Distinct()
            .ToList();
        foreach (var i in again)
        {
            var second = One(plan, plan.Sizes[i], stretches);
            points[i] = second.Microseconds < points[i].Microseconds ? second : points[i];
        }

        return series;
    }

    /// <summary>A table of a series whose sizes change the network.</summary>
    public static ResultTable Table(GrowthSeries series)
    {
        var table = new ResultTable(
            series.Name,
            new Column(series.Name, "size", "F0"),
            new Column("µs/step", "us_per_step", Column.Significant),
            new Column("GFLOP/s", "gflops", "F1"),
            new Column("cost per FLOP over neighbours", "cost_over_neighbours", "F2"),
            new Column("cliff", "cliff"));
        for (var i = 0; i < series.Points.Count; i++)
        {
            var point = series.Points[i];
            var cost = series.CostOverNeighbours(i);
            table.Add((double)point.Size, point.Microseconds, point.Gigaflops, cost, cost > GrowthSeries.Allowed);
        }

        return table;
    }

    /// <summary>A table of the series whose threads grow: time, and how many times faster than one thread.</summary>
    public static ResultTable ThreadTable(IReadOnlyList<GrowthSeries> series)
    {
        var table = new ResultTable(
            "threads",
            new Column("training", "case"),
            new Column("threads", "threads", "F0"),
            new Column("µs/step", "us_per_step", Column.Significant),
            new Column("GFLOP/s", "gflops", "F1"),
            new Column("faster than one thread", "speedup", "F2"));
        foreach (var one in series)
        {
            foreach (var point in one.Points)
            {
                table.Add(one.Label, (double)point.Size, point.Microseconds, point.Gigaflops, one.Points[0].Microseconds / point.Microseconds);
            }
        }

        return table;
    }

    private static GrowthPoint One(GrowthPlan plan, int size, Stretches stretches)
    {
        var training = TrainingCase.Parse(plan.Case(size));
        var point = new GrowthPoint(size, TrainingMeasurement.TimePerStep(training, plan.Threads(size), stretches).Best, training.Flops);
        Console.Error.WriteLine(FormattableString.Invariant($"  {size}: {point.Microseconds:F1} µs, {point.Gigaflops:F1} GFLOP/s"));
        return point;
    }
}
