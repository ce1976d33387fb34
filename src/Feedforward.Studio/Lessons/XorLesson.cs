using Feedforward.Activations;
using Feedforward.Experiments;
using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>One hidden layer on XOR: how many of some seeds learn it, and the hidden space of the first that does.</summary>
internal static class XorLesson
{
    /// <summary>The route.</summary>
    public static Route Route { get; } = JsonRoute.Get("/api/lessons/xor", "How often one hidden layer learns XOR, and its hidden space.", (parameters, json) =>
    {
        var options = new XorOptions
        {
            Activations = [Activation.Named(parameters.OptionalText("activation") ?? "tanh")],
            Widths = [(int)parameters.Whole("width", 1, 16, 2)],
            Seeds = (int)parameters.Whole("seeds", 1, 100, 1),
            FirstSeed = (ulong)parameters.Whole("seed", 0, int.MaxValue, 1),
        };
        var report = XorExperiment.Run(options);
        var rate = report.Rates[0];
        json.WriteString("activation", rate.Activation.Name);
        json.WriteNumber("width", rate.Width);
        json.WriteNumber("seeds", rate.Seeds);
        json.WriteNumber("learned", rate.Learned);
        json.WriteNumber("share", rate.Share);
        if (rate.MedianEpochs is { } epochs)
        {
            json.WriteNumber("medianEpochs", epochs);
        }

        json.WriteNumber("perceptronBest", report.PerceptronBest);
        json.WriteNumber("logisticBest", report.LogisticBest);
        if (report.Solution is not { } solution)
        {
            return;
        }

        json.WriteStartObject("solution");
        json.WriteNumber("seed", solution.Seed);
        json.WriteStartArray("points");
        foreach (var point in solution.Points)
        {
            json.WriteStartObject();
            json.Write("x", point.X);
            json.WriteNumber("label", point.Label);
            json.Write("hidden", point.Hidden);
            json.WriteNumber("probability", point.Probability);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Write("hiddenWindow", solution.HiddenWindow);
        json.Write("hiddenBoundary", solution.HiddenBoundary);
        json.Write("inputWindow", solution.InputWindow);
        json.Write("probabilities", solution.Probabilities);
        json.WriteEndObject();
    });
}
