using Feedforward.Experiments;
using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>The risk of a logistic regression of two parameters, the ways down it, and the noise of minibatch gradients.</summary>
internal static class NoiseLesson
{
    /// <summary>The route.</summary>
    public static Route Route { get; } = JsonRoute.Get("/api/lessons/noise", "A risk of two parameters, paths of minibatches down it, and their noise.", (parameters, json) =>
    {
        var usual = new DescentOptions();
        var report = DescentExperiment.Run(usual with
        {
            Seed = (ulong)parameters.Whole("seed", 0, int.MaxValue, 1),
            LearningRate = parameters.Number("rate", 0.01, 10, usual.LearningRate),
            Steps = (int)parameters.Whole("steps", 1, 500, usual.Steps),
            ArrowBatchSize = (int)parameters.Whole("batch", 1, 128, usual.ArrowBatchSize),
        });
        json.WriteNumber("count", report.Data.Count);
        json.Write("window", DescentExperiment.Window);
        json.Write("risks", report.Risks);
        json.Write("minimum", [report.Minimum.Weights[0], report.Minimum.Bias]);
        json.WriteNumber("minimumRisk", report.MinimumRisk);
        json.WriteStartArray("paths");
        foreach (var path in report.Paths)
        {
            json.WriteStartObject();
            json.WriteNumber("batchSize", path.BatchSize);
            json.Write("weights", path.Weights);
            json.Write("biases", path.Biases);
            json.WriteNumber("risk", path.Risk);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Write("gradient", report.Gradient);
        json.Write("batchGradients", Matrix.FromRows(report.BatchGradients));
        json.WriteStartArray("noise");
        foreach (var noise in report.Noise)
        {
            json.WriteStartObject();
            json.WriteNumber("batchSize", noise.BatchSize);
            json.WriteNumber("variance", noise.Variance);
            json.WriteNumber("predicted", noise.Predicted);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
