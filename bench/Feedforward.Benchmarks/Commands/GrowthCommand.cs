using System.CommandLine;
using Feedforward.Benchmarks.Growth;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Peak;
using Feedforward.Benchmarks.Plots;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>growth</c>: time per step as width, depth, batch and threads double.</summary>
internal static class GrowthCommand
{
    private static readonly string[] s_series = ["width", "depth", "batch", "threads"];

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var only = new Option<string[]>("--only") { Description = "A series: width, depth, batch or threads; all if not given.", DefaultValueFactory = _ => s_series };
        only.AcceptOnlyFromAmong(s_series);
        var command = new Command("growth", "Time per step and GFLOP/s as width, depth, batch and threads double, with the odd sizes beside; says which sizes cost more per operation than their neighbours.");
        command.Add(only);
        var options = new MeasureOptions(command);
        command.SetAction(parsed =>
        {
            var chosen = parsed.GetRequiredValue(only);
            var places = options.Places(parsed, s_series.All(chosen.Contains));
            var report = new Report("growth", Machine.Observe());

            // Many sizes: a quarter of a second each, three times.
            var stretches = options.IsQuick(parsed) ? new Stretches(0.03, 2) : new Stretches(0.25, 3);
            var series = GrowthPlan.All(Environment.ProcessorCount)
                .Where(plan => chosen.Contains(plan.Name))
                .Select(plan => GrowthMeasurement.Measure(plan, stretches))
                .ToList();
            foreach (var one in series.Where(one => one.Name != "threads"))
            {
                report.Add($"{char.ToUpperInvariant(one.Name[0])}{one.Name[1..]}: {one.Label}, {Environment.ProcessorCount} threads", GrowthMeasurement.Table(one));
            }

            var threads = series.Where(one => one.Name == "threads").ToList();
            if (threads.Count > 0)
            {
                report.Add("Threads", GrowthMeasurement.ThreadTable(threads));
            }

            var peak = FmaPeak.Measure();
            report.Remarks.Add(FormattableString.Invariant($"Peak of multiply-adds: {peak.AllCores:F1} GFLOP/s on all {Environment.ProcessorCount} cores together."));
            var cliffs = series.Where(one => one.Name != "threads").SelectMany(one => Enumerable.Range(0, one.Points.Count)
                .Where(i => one.CostOverNeighbours(i) > GrowthSeries.Allowed)
                .Select(i => FormattableString.Invariant($"{one.Name} {one.Points[i].Size}"))).ToList();
            report.Remarks.Add(cliffs.Count == 0
                ? $"No size costs more than {GrowthSeries.Allowed} times its neighbours per operation."
                : $"Sizes that cost more than {GrowthSeries.Allowed} times their neighbours per operation: {string.Join(", ", cliffs)}.");
            report.AddDrawing("growth.svg", GrowthPlot.Draw(series, peak.AllCores));
            report.Publish(places);
        });
        return command;
    }
}
