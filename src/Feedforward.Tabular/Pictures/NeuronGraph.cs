using Feedforward.Layers;

namespace Feedforward.Tabular;

/// <summary>
/// A network that can be drawn neuron by neuron: dense layers one after another, each with what follows it up to the next (normalisation,
/// activation, dropout).
/// </summary>
internal sealed class NeuronGraph
{
    private NeuronGraph(IReadOnlyList<NeuronLayer> layers) => Layers = layers;

    /// <summary>The layers of neurons, the output last.</summary>
    public IReadOnlyList<NeuronLayer> Layers { get; }

    /// <summary>The graph of a network, or null where it has layers of another kind, such as embeddings or an ensemble.</summary>
    public static NeuronGraph? Of(Network network)
    {
        var layers = new List<NeuronLayer>();
        var width = network.Inputs;
        for (var i = 0; i < network.Layers.Count; i++)
        {
            switch (network.Layers[i])
            {
                case Dense dense:
                    layers.Add(new NeuronLayer(i, i, dense.Activation, width, dense.Units, dense.HasBias));
                    break;
                case Activate activate when layers.Count > 0:
                    layers[^1] = layers[^1] with { Last = i, Activation = activate.Activation };
                    break;
                case BatchNormalization or LayerNormalization or Dropout when layers.Count > 0:
                    layers[^1] = layers[^1] with { Last = i };
                    break;
                default:
                    return null;
            }

            width = network.Layers[i].OutputsFor(width);
        }

        return new NeuronGraph(layers);
    }
}
