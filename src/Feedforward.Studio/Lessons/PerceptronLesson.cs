using Feedforward.Experiments;
using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>Rosenblatt's rule on a table of two bits, example by example.</summary>
internal static class PerceptronLesson
{
    /// <summary>The route.</summary>
    public static Route Route { get; } = JsonRoute.Get("/api/lessons/perceptron", "Each example of Rosenblatt's rule on AND, OR or XOR.", (parameters, json) =>
    {
        var table = LogicTable.Named(parameters.OptionalText("table") ?? "AND");
        var passes = (int)parameters.Whole("passes", 1, 100, 20);
        json.WriteString("table", table.Name);
        json.Write("window", PerceptronExperiment.Window);
        json.Write("inputs", table.Inputs);
        json.Write("labels", table.Labels);
        json.WriteStartArray("steps");
        foreach (var step in PerceptronExperiment.Steps(table, passes))
        {
            json.WriteStartObject();
            json.WriteNumber("pass", step.Pass);
            json.WriteNumber("example", step.Example);
            json.WriteNumber("output", step.Output);
            json.WriteNumber("mistakes", step.Mistakes);
            json.Write("weights", step.Weights);
            json.WriteNumber("bias", step.Bias);
            json.WriteNumber("accuracy", step.Accuracy);
            json.Write("boundary", step.Boundary);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("isSeparated", Perceptron.Learn(table.Inputs, table.Labels, passes).IsSeparated);
    });
}
