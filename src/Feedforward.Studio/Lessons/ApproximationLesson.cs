using Feedforward.Activations;
using Feedforward.Experiments;
using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>One hidden layer that grows approximates a function, chosen or drawn.</summary>
internal static class ApproximationLesson
{
    /// <summary>The route.</summary>
    public static Route Route { get; } = JsonRoute.Get("/api/lessons/approximation", "A function of one input approximated by 1 to 64 hidden neurons.", (parameters, json) =>
    {
        var drawn = parameters.Numbers("values");
        var target = drawn.Length > 0
            ? ApproximationTarget.Drawn([.. drawn.Select(value => (float)value)])
            : ApproximationTarget.Named(parameters.OptionalText("target") ?? "wave");
        if (target.Inputs != 1)
        {
            throw new ArgumentException($"The screen draws functions of one input; '{target.Name}' has {target.Inputs}.");
        }

        var report = ApproximationExperiment.Run(new ApproximationOptions
        {
            Target = target,
            Activation = Activation.Named(parameters.OptionalText("activation") ?? "tanh"),
            Widths = [1, 2, 4, 8, 16, 32, 64],
            Depths = parameters.Flag("depth") ? [1, 2, 3] : [],
            Epochs = (int)parameters.Whole("epochs", 1, 5000, 1000),
            Restarts = 1,
            Seed = (ulong)parameters.Whole("seed", 0, int.MaxValue, 1),
        });
        json.WriteString("formula", target.Formula);
        json.Write("x", report.Points.Span);
        json.Write("y", report.Values);
        json.WriteStartArray("networks");
        foreach (var (network, isWidth) in report.ByWidth.Select(network => (network, true)).Concat(report.ByDepth.Select(network => (network, false))))
        {
            json.WriteStartObject();
            json.WriteBoolean("isOfWidth", isWidth);
            json.WriteNumber("width", network.Hidden[0]);
            json.WriteNumber("depth", network.Hidden.Count);
            json.WriteNumber("parameters", network.Parameters);
            json.WriteNumber("largestError", network.LargestError);
            json.WriteNumber("rootMeanSquareError", network.RootMeanSquareError);
            json.Write("values", network.Values);
            if (isWidth)
            {
                json.Write("contributions", network.Contributions(report.Points));
                json.WriteNumber("bias", network.Network.Parameters[^1]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
