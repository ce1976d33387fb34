using System.Globalization;

using Feedforward.Layers;

namespace Feedforward.Onnx.Graphs;

/// <summary>One tensor of a network in the file, and where its numbers lie in the network.</summary>
/// <param name="Name">Its name in the graph, such as "network.0.weight".</param>
/// <param name="IsState">Whether it is part of <see cref="Network.State"/> rather than of <see cref="Network.Parameters"/>.</param>
/// <param name="Offset">Its first number.</param>
/// <param name="Rows">1 for a vector.</param>
/// <param name="Columns">Numbers a row.</param>
/// <param name="IsVector">Whether the graph needs a shape of one size.</param>
internal sealed record NetworkTensor(string Name, bool IsState, int Offset, int Rows, int Columns, bool IsVector)
{
    /// <summary>How many numbers it has.</summary>
    public int Length => Rows * Columns;

    /// <summary>Its shape in the graph.</summary>
    public long[] Shape => IsVector ? [Columns] : [Rows, Columns];

    /// <summary>The name in the graph of a layer's tensor.</summary>
    public static string NameOf(string path, string part) => $"network.{path}.{part}";

    /// <summary>All tensors of a network: every block of parameters, and the running statistics of batch normalisation.</summary>
    public static IReadOnlyList<NetworkTensor> Of(Network network)
    {
        var tensors = network.Blocks
            .Select(block => new NetworkTensor(
                "network." + block.Name, false, block.Offset, block.Rows, block.Columns, block.Rows == 1 && block.Kind != ParameterKind.Weight))
            .ToList();
        var offset = 0;
        var inputs = network.Inputs;
        for (var i = 0; i < network.Layers.Count; i++)
        {
            AddState(network.Layers[i], i.ToString(CultureInfo.InvariantCulture), inputs, tensors, ref offset);
            inputs = network.Layers[i].OutputsFor(inputs);
        }

        return offset == network.State.Length
            ? tensors
            : throw new ModelFileException("A layer keeps statistics that the model file has no place for.");
    }

    /// <summary>The state lies in the order of the layers, each before the layers inside it, as the parameters do.</summary>
    private static void AddState(Layer layer, string path, int inputs, List<NetworkTensor> tensors, ref int offset)
    {
        if (layer is BatchNormalization)
        {
            tensors.Add(new NetworkTensor(NameOf(path, "mean"), true, offset, 1, inputs, true));
            tensors.Add(new NetworkTensor(NameOf(path, "variance"), true, offset + inputs, 1, inputs, true));
            offset += 2 * inputs;
        }

        for (var i = 0; i < layer.Children.Count; i++)
        {
            AddState(layer.Children[i], string.Create(CultureInfo.InvariantCulture, $"{path}.{i}"), layer.InputsOfChild(i, inputs), tensors, ref offset);
        }
    }
}
