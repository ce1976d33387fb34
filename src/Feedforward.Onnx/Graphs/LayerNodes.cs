using System.Globalization;

using Feedforward.Layers;
using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Graphs;

/// <summary>
/// How each layer predicts, written in ONNX. A new layer is one line in the table: its type and its formula, which
/// finds the layer's tensors under the layer's path ("0", "2.1" inside a residual block).
/// </summary>
internal static class LayerNodes
{
    private static readonly Dictionary<Type, Func<GraphBuilder, Layer, string, string, string>> Formulas = new()
    {
        [typeof(Dense)] = (graph, layer, path, x) => Dense(graph, (Dense)layer, path, x),
        [typeof(Activate)] = (graph, layer, _, x) => ActivationNodes.Add(graph, ((Activate)layer).Activation.Name, x),
        [typeof(Dropout)] = (_, _, _, x) => x,
        [typeof(BatchNormalization)] = (graph, layer, path, x) => graph.Node(
            "BatchNormalization",
            [x, .. Tensors(path, "scale", "bias", "mean", "variance")],
            AttributeProto.Of("epsilon", ((BatchNormalization)layer).Epsilon)),
        [typeof(LayerNormalization)] = (graph, layer, path, x) => graph.Node(
            "LayerNormalization",
            [x, .. Tensors(path, "scale", "bias")],
            AttributeProto.Of("axis", -1L),
            AttributeProto.Of("epsilon", ((LayerNormalization)layer).Epsilon)),
        [typeof(Residual)] = (graph, layer, path, x) => graph.Add(x, Chain(graph, layer.Children, path + ".", x)),
    };

    /// <summary>The layers that have a form in ONNX.</summary>
    public static IReadOnlyCollection<Type> Types => Formulas.Keys;

    /// <summary>Adds f(x; θ) with all its tensors.</summary>
    /// <exception cref="ModelFileException">A layer has no form in ONNX.</exception>
    public static string Add(GraphBuilder graph, Network network, string x)
    {
        foreach (var tensor in NetworkTensor.Of(network))
        {
            var values = tensor.IsState ? network.State : network.Parameters;
            graph.Weights(tensor.Name, values.Slice(tensor.Offset, tensor.Length), tensor.Shape);
        }

        return Chain(graph, network.Layers, "", x);
    }

    private static string Chain(GraphBuilder graph, IReadOnlyList<Layer> layers, string prefix, string x)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            if (!Formulas.TryGetValue(layers[i].GetType(), out var formula))
            {
                throw new ModelFileException(
                    $"The layer '{layers[i].Name}' has no form in ONNX, so this network cannot be written to a model file.");
            }

            var path = prefix + i.ToString(CultureInfo.InvariantCulture);
            graph.Scope = "/network." + path;
            x = formula(graph, layers[i], path, x);
        }

        return x;
    }

    /// <summary>h = σ(xW + b)</summary>
    private static string Dense(GraphBuilder graph, Dense layer, string path, string x)
    {
        var a = graph.Node("Gemm", layer.HasBias ? [x, .. Tensors(path, "weight", "bias")] : [x, .. Tensors(path, "weight")]);
        return ActivationNodes.Add(graph, layer.Activation.Name, a);
    }

    private static IEnumerable<string> Tensors(string path, params IEnumerable<string> parts) =>
        parts.Select(part => NetworkTensor.NameOf(path, part));
}
