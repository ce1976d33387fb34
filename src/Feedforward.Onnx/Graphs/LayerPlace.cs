namespace Feedforward.Onnx.Graphs;

/// <summary>Where a layer stands in a network.</summary>
/// <param name="Path">Its number among the layers, such as "0", or "2.1" inside another.</param>
/// <param name="Inputs">Features per example that come in.</param>
internal readonly record struct LayerPlace(string Path, int Inputs)
{
    /// <summary>The name in the graph of one of the layer's tensors.</summary>
    /// <param name="part">The tensor's own name, such as "weight".</param>
    public string Tensor(string part) => NetworkTensor.NameOf(Path, part);
}
