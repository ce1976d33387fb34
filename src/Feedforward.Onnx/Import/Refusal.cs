using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Import;

/// <summary>What is said of a graph that is no feed-forward network as far as this library knows them.</summary>
internal static class Refusal
{
    /// <summary>The graph cannot be taken because of one node.</summary>
    /// <param name="node">The node; null where the reason is the graph's input.</param>
    /// <param name="reason">What was expected and what was found.</param>
    public static ModelFileException At(NodeProto? node, string reason) =>
        new(node is null ? $"The graph cannot be imported: {reason}." : $"The graph cannot be imported: {Name(node)}: {reason}.");

    /// <summary>The graph cannot be taken as it is.</summary>
    public static ModelFileException OfGraph(string reason) => At(null, reason);

    /// <summary>A node as a person finds it in a viewer of graphs.</summary>
    public static string Name(NodeProto node)
    {
        var operation = node.Domain is "" or "ai.onnx" ? node.Operator : $"{node.Domain}.{node.Operator}";
        return node.Name.Length > 0 ? $"node '{node.Name}' ({operation})" : $"the {operation} node that gives '{node.Outputs.FirstOrDefault()}'";
    }
}
