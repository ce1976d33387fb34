using System.Globalization;

using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Graphs;

/// <summary>
/// From a raw column to the features the network sees: the arithmetic of <see cref="TablePreprocessing"/>, operation by
/// operation. A new encoder is one line in the table and the function that it names.
/// </summary>
internal static class FeatureNodes
{
    private const string MissingNumber = "missing is NaN";

    private static readonly string[] Truths = ["true", "True", "TRUE", "1", "false", "False", "FALSE", "0"];

    private static readonly Dictionary<Type, Func<GraphBuilder, FeatureEncoder, string>> Formulas = new()
    {
        [typeof(NumberEncoder)] = (graph, encoder) => Number(graph, (NumberEncoder)encoder),
        [typeof(CategoryEncoder)] = (graph, encoder) => Category(graph, (CategoryEncoder)encoder),
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

    /// <summary>(x − mean) / deviation; 0 where x is missing</summary>
    private static string Number(GraphBuilder graph, NumberEncoder encoder)
    {
        var x = graph.Input(encoder.Column, ElementType.Float, 1, MissingNumber);
        var missing = graph.Node("IsNaN", [x]);
        var scaled = ZeroWhere(graph, missing, Scaled(graph, x, encoder.Mean, encoder.Deviation));
        return WithIndicator(graph, scaled, missing, encoder.MissingIndicator);
    }

    private static string Category(GraphBuilder graph, CategoryEncoder encoder) =>
        encoder.Numeric ? NumericCategory(graph, encoder) : TextCategory(graph, encoder);

    /// <summary>One 0/1 per category; all 0 for a text that is none of them.</summary>
    private static string TextCategory(GraphBuilder graph, CategoryEncoder encoder)
    {
        var missing = encoder.Categories.Contains("") ? "(missing)" : "";
        var x = graph.Input(encoder.Column, ElementType.String, 1, $"missing is \"{missing}\"");
        IEnumerable<string> categories = encoder.MissingCategory ? [.. encoder.Categories, missing] : encoder.Categories;
        var oneHot = graph.ClassicalNode(
            "OneHotEncoder", x, [1, encoder.Width], AttributeProto.Of("cats_strings", categories), AttributeProto.Of("zeros", 1L));
        return graph.Node("Flatten", [oneHot], AttributeProto.Of("axis", 1L));
    }

    /// <summary>One 0/1 per category; all 0 for a number that is none of them.</summary>
    private static string NumericCategory(GraphBuilder graph, CategoryEncoder encoder)
    {
        var x = graph.Input(encoder.Column, ElementType.Float, 1, MissingNumber);
        float[] categories = [.. encoder.Categories.Select(Value)];
        var oneHot = graph.Number(graph.Node("Equal", [x, graph.Row(categories)]));
        return encoder.MissingCategory ? WithIndicator(graph, oneHot, graph.Node("IsNaN", [x]), true) : oneHot;
    }

    /// <summary>The number a category stands for; a text that is none equals nothing, as NaN does.</summary>
    private static float Value(string category) =>
        float.TryParse(category, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN;

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
        return Scaled(graph, x, encoder.Mean, encoder.Deviation);
    }

    private static string Scaled(GraphBuilder graph, string x, float mean, float deviation) =>
        graph.Divide(graph.Subtract(x, graph.Scalar(mean)), graph.Scalar(deviation));

    private static string ZeroWhere(GraphBuilder graph, string missing, string x) =>
        graph.Node("Where", [missing, graph.Scalar(0), x]);

    private static string WithIndicator(GraphBuilder graph, string features, string missing, bool wanted) =>
        wanted ? graph.SideBySide([features, graph.Number(missing)]) : features;

    private static string Meaning(DatePart part) => part switch
    {
        DatePart.DayOfWeek => "; Monday is 1",
        DatePart.Hour => "; 0 to less than 24, with its fraction",
        _ => "",
    };
}
