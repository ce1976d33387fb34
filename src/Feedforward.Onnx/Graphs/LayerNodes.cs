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
    private static readonly Dictionary<Type, Func<GraphBuilder, Layer, LayerPlace, string, string>> Formulas = new()
    {
        [typeof(Dense)] = (graph, layer, place, x) => Dense(graph, (Dense)layer, place, x),
        [typeof(Activate)] = (graph, layer, _, x) => ActivationNodes.Add(graph, ((Activate)layer).Activation.Name, x),
        [typeof(Dropout)] = (_, _, _, x) => x,
        [typeof(BatchNormalization)] = (graph, layer, place, x) => graph.Node(
            "BatchNormalization",
            [x, place.Tensor("scale"), place.Tensor("bias"), place.Tensor("mean"), place.Tensor("variance")],
            AttributeProto.Of("epsilon", ((BatchNormalization)layer).Epsilon)),
        [typeof(LayerNormalization)] = (graph, layer, place, x) => graph.Node(
            "LayerNormalization",
            [x, place.Tensor("scale"), place.Tensor("bias")],
            AttributeProto.Of("axis", -1L),
            AttributeProto.Of("epsilon", ((LayerNormalization)layer).Epsilon)),
        [typeof(Residual)] = (graph, layer, place, x) => graph.Add(x, Branch(graph, (Residual)layer, place, x)),
        [typeof(Scale)] = (graph, _, place, x) => graph.Multiply(x, place.Tensor("scale")),
        [typeof(Shift)] = (graph, _, place, x) => graph.Add(x, place.Tensor("bias")),
        [typeof(ParametricActivation)] = (graph, layer, place, x) => Blend(graph, (ParametricActivation)layer, place, x),
        [typeof(EnsembleDense)] = (graph, layer, place, x) => EnsembleNodes.Dense(graph, (EnsembleDense)layer, place, x),
        [typeof(BatchEnsembleDense)] = (graph, layer, place, x) => EnsembleNodes.Shared(graph, (BatchEnsembleDense)layer, place, x),
        [typeof(PiecewiseLinearEmbedding)] = (graph, layer, place, x) => EmbeddingNodes.PiecewiseLinear(graph, (PiecewiseLinearEmbedding)layer, place, x),
        [typeof(PeriodicEmbedding)] = (graph, layer, place, x) => EmbeddingNodes.Periodic(graph, (PeriodicEmbedding)layer, place, x),
        [typeof(CategoryEmbedding)] = (graph, layer, place, x) => EmbeddingNodes.Category(graph, (CategoryEmbedding)layer, place, x),
        [typeof(Concatenation)] = (graph, layer, place, x) => EnsembleNodes.Concatenation(graph, (Concatenation)layer, place, x),
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

        var inputs = network.Inputs;
        for (var i = 0; i < network.Layers.Count; i++)
        {
            x = Add(graph, network.Layers[i], new LayerPlace(i.ToString(CultureInfo.InvariantCulture), inputs), x);
            inputs = network.Layers[i].OutputsFor(inputs);
        }

        return x;
    }

    /// <summary>Adds one of the layers inside another.</summary>
    /// <param name="graph">The graph, which has the layer's tensors.</param>
    /// <param name="parent">The other layer.</param>
    /// <param name="place">Where that stands.</param>
    /// <param name="child">Which of its layers, counted from 0.</param>
    /// <param name="x">What comes into it.</param>
    /// <exception cref="ModelFileException">A layer has no form in ONNX.</exception>
    public static string AddChild(GraphBuilder graph, Layer parent, LayerPlace place, int child, string x)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{place.Path}.{child}");
        return Add(graph, parent.Children[child], new LayerPlace(path, parent.InputsOfChild(child, place.Inputs)), x);
    }

    private static string Add(GraphBuilder graph, Layer layer, LayerPlace place, string x)
    {
        if (!Formulas.TryGetValue(layer.GetType(), out var formula))
        {
            throw new ModelFileException(
                $"The layer '{layer.Name}' has no form in ONNX, so this network cannot be written to a model file.");
        }

        graph.Scope = "/network." + place.Path;
        return formula(graph, layer, place, x);
    }

    /// <summary>h = σ(xW + b)</summary>
    private static string Dense(GraphBuilder graph, Dense layer, LayerPlace place, string x)
    {
        var a = graph.Node("Gemm", layer.HasBias ? [x, place.Tensor("weight"), place.Tensor("bias")] : [x, place.Tensor("weight")]);
        return ActivationNodes.Add(graph, layer.Activation.Name, a);
    }

    /// <summary>f(x), layer after layer</summary>
    private static string Branch(GraphBuilder graph, Residual layer, LayerPlace place, string x)
    {
        for (var i = 0; i < layer.Children.Count; i++)
        {
            x = AddChild(graph, layer, place, i, x);
        }

        return x;
    }

    /// <summary>h = x + α∘(σ(x) − x)</summary>
    private static string Blend(GraphBuilder graph, ParametricActivation layer, LayerPlace place, string x)
    {
        var difference = graph.Subtract(ActivationNodes.Add(graph, layer.Activation.Name, x), x);
        return graph.Add(x, graph.Multiply(difference, place.Tensor("slope")));
    }
}
