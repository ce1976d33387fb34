using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Graphs;

/// <summary>
/// How each activation is written in ONNX. A new activation is one line in the table: its name and its formula.
/// Operators newer than opset 17 (Gelu, Mish) are spelt out.
/// </summary>
internal static class ActivationNodes
{
    private static readonly Dictionary<string, Func<GraphBuilder, string, string>> Formulas = new()
    {
        ["identity"] = (_, a) => a,
        ["step"] = (graph, a) => graph.Number(graph.Node("Greater", [a, graph.Scalar(0)])),
        ["relu"] = (graph, a) => graph.Node("Relu", [a]),
        ["leaky-relu"] = (graph, a) => graph.Node("LeakyRelu", [a], AttributeProto.Of("alpha", 0.01f)),
        ["sigmoid"] = (graph, a) => graph.Node("Sigmoid", [a]),
        ["tanh"] = (graph, a) => graph.Node("Tanh", [a]),
        ["elu"] = (graph, a) => graph.Node("Elu", [a], AttributeProto.Of("alpha", 1f)),
        ["selu"] = (graph, a) => graph.Node(
            "Selu", [a], AttributeProto.Of("alpha", 1.6732632423543772f), AttributeProto.Of("gamma", 1.0507009873554805f)),
        ["gelu"] = Gelu,
        ["silu"] = (graph, a) => graph.Multiply(a, graph.Node("Sigmoid", [a])),
        ["softplus"] = (graph, a) => graph.Node("Softplus", [a]),
        ["mish"] = (graph, a) => graph.Multiply(a, graph.Node("Tanh", [graph.Node("Softplus", [a])])),
        ["softsign"] = (graph, a) => graph.Node("Softsign", [a]),
        ["hard-sigmoid"] = (graph, a) => graph.Node("HardSigmoid", [a], AttributeProto.Of("alpha", 1f / 6), AttributeProto.Of("beta", 0.5f)),
        ["relu6"] = (graph, a) => graph.Node("Clip", [a, graph.Scalar(0), graph.Scalar(6)]),
        ["gelu-tanh"] = GeluTanh,
    };

    /// <summary>The names of the activations that have a form in ONNX.</summary>
    public static IReadOnlyCollection<string> Names => Formulas.Keys;

    /// <summary>Adds h = σ(a).</summary>
    /// <exception cref="ModelFileException">The activation has no form in ONNX.</exception>
    public static string Add(GraphBuilder graph, string activation, string a) =>
        Formulas.TryGetValue(activation, out var formula)
            ? formula(graph, a)
            : throw new ModelFileException(
                $"The activation '{activation}' has no form in ONNX, so this network cannot be written to a model file; "
                + $"use one of {string.Join(", ", Names)}.");

    /// <summary>½a(1 + erf(a/√2))</summary>
    private static string Gelu(GraphBuilder graph, string a)
    {
        var erf = graph.Node("Erf", [graph.Multiply(a, graph.Scalar(MathF.Sqrt(0.5f)))]);
        return graph.Multiply(graph.Multiply(graph.Scalar(0.5f), a), graph.Add(erf, graph.Scalar(1)));
    }

    /// <summary>½a(1 + tanh(√(2/π)(a + 0.044715a³))); a is bounded where that changes nothing, so that its cube stays finite.</summary>
    private static string GeluTanh(GraphBuilder graph, string a)
    {
        var bounded = graph.Node("Clip", [a, graph.Scalar(-10), graph.Scalar(10)]);
        var cubic = graph.Multiply(graph.Multiply(graph.Scalar(0.044715f), bounded), graph.Multiply(bounded, bounded));
        var tanh = graph.Node("Tanh", [graph.Multiply(graph.Scalar(0.7978845608f), graph.Add(bounded, cubic))]);
        return graph.Multiply(graph.Multiply(graph.Scalar(0.5f), a), graph.Add(tanh, graph.Scalar(1)));
    }
}
