using System.Text.Json;
using Feedforward.Experiments;
using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>What a probability costs: likelihood, its negative logarithm, squared error, and the risk over rows.</summary>
internal static class LikelihoodLesson
{
    /// <summary>The route.</summary>
    public static Route Route { get; } = JsonRoute.Get("/api/lessons/likelihood", "What one probability costs over rows with labels.", (parameters, json) =>
    {
        var labels = parameters.Numbers("labels");
        if (labels.Length > 64)
        {
            throw new ArgumentException($"'labels' takes 64 labels at most, not {labels.Length}.");
        }

        var report = LikelihoodExperiment.Run(labels.Length > 0 ? labels : [1, 1, 0, 1], parameters.Number("p", 0.001, 0.999, 0.6));
        Write(json, "rows", report.Rows);
        Write(json, "risk", [report.Risk]);
        Write(json, "curve", report.Curve);
        Write(json, "one", report.One);
        Write(json, "zero", report.Zero);
    });

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<LikelihoodCost> costs)
    {
        json.WriteStartArray(name);
        foreach (var cost in costs)
        {
            json.WriteStartObject();
            json.WriteNumber("p", cost.Probability);
            json.WriteNumber("label", cost.Label);
            json.WriteNumber("likelihood", cost.Likelihood);
            json.WriteNumber("loss", cost.NegativeLogLikelihood);
            json.WriteNumber("squared", cost.SquaredError);
            json.WriteNumber("slope", cost.Slope);
            json.WriteNumber("squaredSlope", cost.SquaredSlope);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
