namespace Feedforward.Tabular;

/// <summary>What each neuron computes over a <see cref="PlaneView"/>, as bytes for small pictures.</summary>
internal sealed class NeuronMaps
{
    private readonly NeuronGraph _graph;
    private readonly Matrix<float> _inputs;
    private readonly Workspace<float> _workspace;

    /// <summary>Prepares the pictures.</summary>
    /// <param name="network">The network; later ones have its layers.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="inputs">The encoded points.</param>
    public NeuronMaps(Network network, NeuronGraph graph, Matrix<float> inputs)
    {
        (_graph, _inputs) = (graph, inputs);
        _workspace = new Workspace<float>(network, inputs.Rows);
    }

    /// <summary>Computes the maps for parameters.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="state">Running statistics.</param>
    /// <param name="most">The most neurons of a layer.</param>
    /// <param name="take">Given the layer, the neuron, the largest magnitude m, and for each point round(127·h/m) as a signed byte.</param>
    public void Compute(ReadOnlySpan<float> parameters, ReadOnlySpan<float> state, int most, Action<int, int, float, sbyte[]> take)
    {
        parameters.CopyTo(_workspace.Parameters);
        state.CopyTo(_workspace.State);
        _workspace.Forward(_inputs);
        for (var layer = 0; layer < _graph.Layers.Count; layer++)
        {
            var outputs = _workspace.Layers[_graph.Layers[layer].Last].Output;
            for (var neuron = 0; neuron < Math.Min(most, outputs.Columns); neuron++)
            {
                var (bytes, largest) = Scaled(outputs, neuron);
                take(layer, neuron, largest, bytes);
            }
        }
    }

    private static (sbyte[] Bytes, float Largest) Scaled(Matrix<float> outputs, int neuron)
    {
        var largest = 0f;
        for (var i = 0; i < outputs.Rows; i++)
        {
            var size = Math.Abs(outputs[i, neuron]);
            largest = float.IsFinite(size) ? Math.Max(largest, size) : largest;
        }

        var bytes = new sbyte[outputs.Rows];
        for (var i = 0; i < bytes.Length; i++)
        {
            var share = largest > 0 ? outputs[i, neuron] / largest : 0;
            bytes[i] = float.IsFinite(share) ? (sbyte)MathF.Round(127 * share) : (sbyte)0;
        }

        return (bytes, largest);
    }
}
