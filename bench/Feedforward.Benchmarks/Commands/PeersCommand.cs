using System.CommandLine;
using Feedforward.Benchmarks.Peak;
using Feedforward.Benchmarks.Peers;
using Feedforward.Benchmarks.Products;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>peers</c>: training beside libtorch, prediction beside ONNX Runtime, products beside the machine's peak.</summary>
internal static class PeersCommand
{
    private static readonly string[] s_parts = ["training", "inference", "peak"];

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var rounds = new Option<int?>("--rounds") { Description = "How often each case runs in each program; the best counts; 3 if not given.", HelpName = "N" };
        var threads = new Option<int>("--threads") { Description = "Threads of training.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var shapes = new Option<string>("--shapes") { Description = "Trainings: those that have a target, or all, with odd widths and batches.", DefaultValueFactory = _ => "targets" };
        shapes.AcceptOnlyFromAmong("targets", "all");
        var only = new Option<string[]>("--only") { Description = "A part: training, inference or peak; all if not given.", DefaultValueFactory = _ => s_parts };
        only.AcceptOnlyFromAmong(s_parts);
        var command = new Command("peers", "Compare: training with libtorch, prediction with ONNX Runtime, products with the machine's peak. A peer that cannot be had is left out, and the report says why.");
        command.Add(rounds);
        command.Add(threads);
        command.Add(shapes);
        command.Add(only);
        var options = new MeasureOptions(command);
        command.SetAction(parsed =>
        {
            var isQuick = options.IsQuick(parsed);
            var count = parsed.GetValue(rounds) ?? (isQuick ? 1 : 3);
            var parts = parsed.GetRequiredValue(only);
            var all = parsed.GetRequiredValue(shapes) == "all";
            var places = options.Places(parsed, s_parts.All(parts.Contains));
            var report = new Report(all ? "peers-all" : "peers", Machine.Observe());
            FmaPeak? peak = null;
            if (parts.Contains("training"))
            {
                var comparison = new TrainingComparison(parsed.GetValue(threads), count, isQuick);
                report.Add(
                    $"Training, {parsed.GetValue(threads)} threads",
                    comparison.Measure(all ? [.. Shapes.Targets, .. Shapes.Others] : Shapes.Targets, out peak));
            }

            if (parts.Contains("inference"))
            {
                report.Add("Prediction, one thread", InferenceComparison.Measure(Shapes.Inference, count, isQuick));
            }

            if (parts.Contains("peak"))
            {
                report.Add("The three products of a layer with n inputs, n neurons and n rows, one thread", ProductMeasurement.Measure([512, 1000, 1152, 2048], options.Stretches(parsed)));
            }

            peak ??= FmaPeak.Measure();
            report.Remarks.Add(FormattableString.Invariant($"Peak of multiply-adds: {peak.OneCore:F1} GFLOP/s on one core, {peak.AllCores:F1} on all {Environment.ProcessorCount} together."));
            report.Publish(places);
        });
        return command;
    }
}
