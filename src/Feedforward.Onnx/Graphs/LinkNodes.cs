using Feedforward.Losses;
using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Graphs;

/// <summary>
/// From a network's outputs to what they predict: the inverse link that belongs to each loss, written in ONNX. A new
/// loss is one line in the table: its name and its formula over the N×outputs matrix z.
/// </summary>
internal static class LinkNodes
{
    private static readonly Dictionary<string, Func<GraphBuilder, string, int, string>> Formulas = new()
    {
        ["squared-error"] = (_, z, _) => z,
        ["absolute-error"] = (_, z, _) => z,
        ["huber"] = (_, z, _) => z,
        ["poisson"] = (graph, z, _) => graph.Node("Exp", [z]),
        ["binary-cross-entropy"] = (graph, z, _) => graph.Node("Sigmoid", [z]),
        ["softmax-cross-entropy"] = (graph, z, _) => graph.Node("Softmax", [z], AttributeProto.Of("axis", 1L)),
        ["gaussian-likelihood"] = MeansAndVariances,
    };

    /// <summary>The names of the losses that have a form in ONNX.</summary>
    public static IReadOnlyCollection<string> Names => Formulas.Keys;

    /// <summary>Adds the inverse link.</summary>
    /// <exception cref="ModelFileException">The loss has no form in ONNX.</exception>
    public static string Add(GraphBuilder graph, Loss loss, string z, int outputs)
    {
        graph.Scope = "/link";
        return Formulas.TryGetValue(loss.Name, out var formula)
            ? formula(graph, z, outputs)
            : throw new ModelFileException($"The loss '{loss.Name}' has no form in ONNX, so this model cannot be written to a model file.");
    }

    /// <summary>The first half of the outputs are means, the second half logarithms of variances.</summary>
    private static string MeansAndVariances(GraphBuilder graph, string z, int outputs)
    {
        var columns = Enumerable.Range(0, outputs).Select(column => (long)column).ToArray();
        var means = graph.Columns(z, columns.AsSpan(0, outputs / 2));
        var variances = graph.Node("Exp", [graph.Columns(z, columns.AsSpan(outputs / 2))]);
        return graph.SideBySide([means, variances]);
    }
}
