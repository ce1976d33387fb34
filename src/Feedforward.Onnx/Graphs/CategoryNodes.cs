using System.Globalization;

using Feedforward.Onnx.Format;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Graphs;

/// <summary>From a column of categories to one feature each, or to a code.</summary>
internal static class CategoryNodes
{
    /// <summary>One 0/1 per category, and one for missing cells where there were some.</summary>
    public static string OneHot(GraphBuilder graph, CategoryEncoder encoder) =>
        encoder.Numeric ? NumericOneHot(graph, encoder) : TextOneHot(graph, encoder);

    /// <summary>The number of the category, from 1; 0 for a missing cell and for any other.</summary>
    public static string Code(GraphBuilder graph, CategoryCodeEncoder encoder)
    {
        var codes = Enumerable.Range(1, encoder.Categories.Count).Select(code => (float)code).ToArray();
        if (encoder.Numeric)
        {
            var number = graph.Input(encoder.Column, ElementType.Float, 1, FeatureNodes.MissingNumber);
            var known = encoder.Categories.Select(Value).Zip(codes).Where(pair => !float.IsNaN(pair.First)).ToList();
            return known.Count == 0
                ? graph.Multiply(graph.Number(graph.Node("IsNaN", [number])), graph.Scalar(0))
                : Codes(graph, number, AttributeProto.Of("keys_floats", [.. known.Select(pair => pair.First)]), [.. known.Select(pair => pair.Second)]);
        }

        var text = graph.Input(
            encoder.Column, ElementType.String, 1, $"missing is \"{MissingText(encoder.Categories)}\"");
        return codes.Length == 0
            ? Codes(graph, text, AttributeProto.Of("keys_strings", [""]), [0])
            : Codes(graph, text, AttributeProto.Of("keys_strings", encoder.Categories), codes);
    }

    /// <summary>One 0/1 per category; all 0 for a text that is none of them.</summary>
    private static string TextOneHot(GraphBuilder graph, CategoryEncoder encoder)
    {
        var missing = MissingText(encoder.Categories);
        var x = graph.Input(encoder.Column, ElementType.String, 1, $"missing is \"{missing}\"");
        IEnumerable<string> categories = encoder.MissingCategory ? [.. encoder.Categories, missing] : encoder.Categories;
        var oneHot = graph.ClassicalNode(
            "OneHotEncoder", x, [1, encoder.Width], AttributeProto.Of("cats_strings", categories), AttributeProto.Of("zeros", 1L));
        return graph.Node("Flatten", [oneHot], AttributeProto.Of("axis", 1L));
    }

    /// <summary>One 0/1 per category; all 0 for a number that is none of them.</summary>
    private static string NumericOneHot(GraphBuilder graph, CategoryEncoder encoder)
    {
        var x = graph.Input(encoder.Column, ElementType.Float, 1, FeatureNodes.MissingNumber);
        float[] categories = [.. encoder.Categories.Select(Value)];
        var oneHot = graph.Number(graph.Node("Equal", [x, graph.Row(categories)]));
        return encoder.MissingCategory ? FeatureNodes.WithIndicator(graph, oneHot, graph.Node("IsNaN", [x]), true) : oneHot;
    }

    /// <summary>The number a category stands for; a text that is none equals nothing, as NaN does.</summary>
    private static float Value(string category) =>
        float.TryParse(category, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : float.NaN;

    private static string Codes(GraphBuilder graph, string x, AttributeProto keys, ReadOnlySpan<float> codes) => graph.ClassicalNode(
        "LabelEncoder", x, [1], keys, AttributeProto.Of("values_floats", codes), AttributeProto.Of("default_float", 0f));

    /// <summary>What stands for a missing cell: the empty text, unless that is a category.</summary>
    public static string MissingText(IReadOnlyList<string> categories) => categories.Contains("") ? "(missing)" : "";
}
