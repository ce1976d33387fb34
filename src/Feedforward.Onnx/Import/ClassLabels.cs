using System.Globalization;
using System.Text;

using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Import;

/// <summary>The names of the classes, where a classifier's graph holds them.</summary>
internal static class ClassLabels
{
    /// <summary>The labels in the order of the probabilities; none where the graph does not say, or not for so many classes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="count">How many classes there are.</param>
    /// <param name="allowance">Charged with the memory that is taken.</param>
    public static IReadOnlyList<string> Of(GraphProto graph, int count, ReadAllowance allowance)
    {
        foreach (var node in graph.Nodes)
        {
            IReadOnlyList<string> labels = node.Operator switch
            {
                "ZipMap" => Attributes(node, "classlabels_strings", "classlabels_int64s"),
                "ArrayFeatureExtractor" or "Gather" when IsFedByArgMax(graph, node) => Tensor(graph, node.Inputs[0], allowance),
                _ => [],
            };
            if (labels.Count == count && labels.Distinct(StringComparer.Ordinal).Count() == count)
            {
                return labels;
            }
        }

        return [];
    }

    private static bool IsFedByArgMax(GraphProto graph, NodeProto node) =>
        node.Inputs.Count == 2 && graph.Nodes.Exists(other => other.Operator == "ArgMax" && other.Outputs.Contains(node.Inputs[1]));

    private static IReadOnlyList<string> Attributes(NodeProto node, string texts, string integers) =>
    [
        .. node.Attributes.Where(attribute => attribute.Name == texts).SelectMany(attribute => attribute.Texts.Select(text => Encoding.UTF8.GetString(text.Span))),
        .. node.Attributes.Where(attribute => attribute.Name == integers).SelectMany(attribute => attribute.Integers.Select(Text)),
    ];

    private static IReadOnlyList<string> Tensor(GraphProto graph, string name, ReadAllowance allowance) =>
        graph.Initializers.Find(tensor => tensor.Name == name) is { } found && ConstantTensor.Of(found, allowance) is { } tensor
            ? tensor.Texts.Count > 0 ? tensor.Texts : [.. tensor.Integers().Select(Text)]
            : [];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
