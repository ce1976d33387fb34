using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Graphs;

/// <summary>The outputs, named as the ecosystem names them: label and probabilities, or prediction.</summary>
internal static class PredictionNodes
{
    /// <summary>The most probable class.</summary>
    public const string Label = "label";

    /// <summary>The probability of each class, in the order of the classes.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>The predicted number.</summary>
    public const string Prediction = "prediction";

    /// <summary>The standard deviation of the predicted number, where the network gives it.</summary>
    public const string Deviation = "deviation";

    /// <summary>The lower end of the interval about the predicted number, where the model has one.</summary>
    public const string Lower = "lower";

    /// <summary>The upper end of that interval.</summary>
    public const string Upper = "upper";

    /// <summary>The names an output may have of any model; no input takes them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Label, Probabilities, Prediction, Deviation];

    /// <summary>The same with those of intervals, of a model that has them.</summary>
    public static IReadOnlyList<string> NamesWithInterval { get; } = [.. Names, Lower, Upper];

    /// <summary>Adds the probabilities of all classes; of two classes a network computes the second's alone.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="probabilities">N×C, or N×1 for two classes.</param>
    /// <param name="classes">The classes' labels.</param>
    /// <param name="isSecondAlone">Whether only the second of two classes has been computed.</param>
    /// <param name="temperature">T of the calibration; 1 for none.</param>
    public static void AddClasses(
        GraphBuilder graph, string probabilities, IReadOnlyList<string> classes, bool isSecondAlone, float temperature = 1)
    {
        graph.Scope = "/classes";
        if (isSecondAlone)
        {
            probabilities = graph.SideBySide([graph.Subtract(graph.Scalar(1), probabilities), probabilities]);
        }

        if (temperature != 1)
        {
            probabilities = Calibrated(graph, probabilities, classes.Count, temperature);
        }

        var number = graph.Node("ArgMax", [probabilities], AttributeProto.Of("axis", 1L), AttributeProto.Of("keepdims", 0L));
        var label = graph.Node("Gather", [graph.Texts(classes), number]);
        graph.Output(Label, label, ElementType.String, null);
        graph.Output(Probabilities, probabilities, ElementType.Float, classes.Count);
    }

    /// <summary>softmax(log max(p, floor) / T), as <see cref="ProbabilityCalibration"/> has it.</summary>
    private static string Calibrated(GraphBuilder graph, string probabilities, int classes, float temperature)
    {
        graph.Scope = "/calibration";
        var floored = graph.Node("Max", [probabilities, graph.Scalar(ProbabilityCalibration.Floor(classes))]);
        var logits = graph.Divide(graph.Node("Log", [floored]), graph.Scalar(temperature));
        return graph.Node("Softmax", [logits], AttributeProto.Of("axis", 1L));
    }

    /// <summary>Adds prediction − threshold and prediction + threshold, as <see cref="Predictions.IntervalAt"/> has them.</summary>
    public static void AddInterval(GraphBuilder graph, string prediction, float threshold)
    {
        graph.Scope = "/interval";
        AddNumbers(graph, Lower, graph.Subtract(prediction, graph.Scalar(threshold)), 1);
        AddNumbers(graph, Upper, graph.Add(prediction, graph.Scalar(threshold)), 1);
    }

    /// <summary>Adds predicted numbers.</summary>
    public static void AddNumbers(GraphBuilder graph, string output, string numbers, int width) =>
        graph.Output(output, numbers, ElementType.Float, width);
}
