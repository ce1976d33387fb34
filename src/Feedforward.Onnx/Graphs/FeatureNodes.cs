using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Graphs;

/// <summary>
/// From a raw column to the features the network sees: the arithmetic of <see cref="TablePreprocessing"/>, operation by
/// operation. A new encoder is one line in the table and the function that it names.
/// </summary>
internal static class FeatureNodes
{
    /// <summary>What an input of numbers says about missing cells.</summary>
    public const string MissingNumber = "missing is NaN";

    private static readonly string[] Truths = ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"];

    private static readonly Dictionary<Type, Func<GraphBuilder, FeatureEncoder, string>> Formulas = new()
    {
        [typeof(NumberEncoder)] = (graph, encoder) => NumberNodes.Standard(graph, (NumberEncoder)encoder),
        [typeof(RobustNumberEncoder)] = (graph, encoder) => NumberNodes.Robust(graph, (RobustNumberEncoder)encoder),
        [typeof(QuantileEncoder)] = (graph, encoder) => NumberNodes.Quantile(graph, (QuantileEncoder)encoder),
        [typeof(NumberAndRankEncoder)] = (graph, encoder) => NumberNodes.NumberAndRank(graph, (NumberAndRankEncoder)encoder),
        [typeof(CategoryEncoder)] = (graph, encoder) => CategoryNodes.OneHot(graph, (CategoryEncoder)encoder),
        [typeof(CategoryCodeEncoder)] = (graph, encoder) => CategoryNodes.Code(graph, (CategoryCodeEncoder)encoder),
        [typeof(BooleanEncoder)] = (graph, encoder) => Boolean(graph, (BooleanEncoder)encoder),
        [typeof(DateEncoder)] = (graph, encoder) => Date(graph, (DateEncoder)encoder),
        [typeof(VectorEncoder)] = (graph, encoder) => Vector(graph, (VectorEncoder)encoder),
    };

    /// <summary>The encoders that have a form in ONNX.</summary>
    public static IReadOnlyCollection<Type> Types => Formulas.Keys;

    /// <summary>Adds the inputs and the features of one column; returns the features side by side.</summary>
    /// <exception cref="ModelFileException">The encoder has no form in ONNX.</exception>
    public static string Add(GraphBuilder graph, FeatureEncoder encoder)
    {
        graph.Scope = "/columns." + encoder.Column;
        return Formulas.TryGetValue(encoder.GetType(), out var formula)
            ? formula(graph, encoder)
            : throw new ModelFileException($"The encoder {encoder.GetType().Name} has no form in ONNX.");
    }

    /// <summary>(x − mean) / deviation</summary>
    public static string Scaled(GraphBuilder graph, string x, float mean, float deviation) =>
        graph.Divide(graph.Subtract(x, graph.Scalar(mean)), graph.Scalar(deviation));

    /// <summary>0 where a cell is missing, x elsewhere.</summary>
    public static string ZeroWhere(GraphBuilder graph, string missing, string x) =>
        graph.Node("Where", [missing, graph.Scalar(0), x]);

    /// <summary>The features and, where wanted, one that is 1 for a missing cell.</summary>
    public static string WithIndicator(GraphBuilder graph, string features, string missing, bool wanted) =>
        wanted ? graph.SideBySide([features, graph.Number(missing)]) : features;

    /// <summary>1 for true, 0 for false, the mean where missing.</summary>
    private static string Boolean(GraphBuilder graph, BooleanEncoder encoder)
    {
        var text = graph.Input(encoder.Column, ElementType.String, 1, "\"true\" or \"false\"; missing is \"\"");
        var x = graph.ClassicalNode(
            "LabelEncoder",
            text,
            [1],
            AttributeProto.Of("keys_strings", Truths),
            AttributeProto.Of("values_floats", [1, 1, 1, 1, 0, 0, 0, 0]),
            AttributeProto.Of("default_float", float.NaN));
        var missing = graph.Node("IsNaN", [x]);
        var known = graph.Node("Where", [missing, graph.Scalar(encoder.Mean), x]);
        return WithIndicator(graph, known, missing, encoder.MissingIndicator);
    }

    /// <summary>(part − mean) / deviation for each part, which is an input of its own such as "born.year".</summary>
    private static string Date(GraphBuilder graph, DateEncoder encoder)
    {
        var features = new List<string>();
        var missing = "";
        foreach (var (part, name) in encoder.Parts.Zip(encoder.FeatureNames))
        {
            var x = graph.Input(name, ElementType.Float, 1, MissingNumber + Meaning(part.Part));
            missing = graph.Node("IsNaN", [x]);
            features.Add(ZeroWhere(graph, missing, Scaled(graph, x, part.Mean, part.Deviation)));
        }

        return WithIndicator(graph, graph.SideBySide(features), missing, encoder.MissingIndicator);
    }

    /// <summary>(x − mean) / deviation, one mean and deviation for all the numbers.</summary>
    private static string Vector(GraphBuilder graph, VectorEncoder encoder)
    {
        var x = graph.Input(encoder.Column, ElementType.Float, encoder.Length, "no number may be missing");
        return NumberNodes.Limited(graph, Scaled(graph, x, encoder.Mean, encoder.Deviation));
    }

    private static string Meaning(DatePart part) => part switch
    {
        DatePart.DayOfWeek => "; Monday is 1",
        DatePart.Hour => "; 0 to less than 24, with its fraction",
        _ => "",
    };
}
