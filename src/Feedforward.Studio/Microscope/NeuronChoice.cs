using System.Globalization;
using Feedforward.Layers;

namespace Feedforward.Studio;

/// <summary>The neuron that is looked at.</summary>
/// <param name="Layer">Its layer, or the layer alone where that is not made of neurons.</param>
/// <param name="Place">Where the layer stands, counted from 0, such as 2 or 3.1; the names of its parameter blocks begin so.</param>
/// <param name="Neuron">Which neuron, counted from 0; −1 where there is none.</param>
internal sealed record NeuronChoice(Layer Layer, string Place, int Neuron)
{
    /// <summary>Up to so many parameters each one's finite difference is computed.</summary>
    private const int MostParameters = 500;

    /// <summary>So much work may the finite differences of one neuron be, in parameters passed.</summary>
    private const long MostWork = 1L << 29;

    private const long LeastChecked = 8;

    /// <summary>Reads <c>layer</c> and <c>neuron</c>, both counted from 1 as <c>feedforward trace</c> prints them; without them the first neuron.</summary>
    /// <exception cref="ArgumentException">There is no such layer or neuron.</exception>
    public static NeuronChoice Of(Network network, Parameters parameters)
    {
        var place = parameters.OptionalText("layer") is { } asked ? Place0(asked) : First(network.Layers, "");
        var layer = Find(network.Layers, place.Split('.')) ?? throw new ArgumentException($"There is no layer '{parameters.OptionalText("layer")}' in the network {network}.");
        var count = Neurons(layer);
        var neuron = count == 0 ? -1 : (int)parameters.Whole("neuron", 1, int.MaxValue, 1) - 1;
        return neuron < count
            ? new NeuronChoice(layer, place, neuron)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Layer {parameters.OptionalText("layer")} has {count} neurons; there is no neuron {neuron + 1}."));
    }

    /// <summary>Of an ensemble's members how many neurons each has; else all.</summary>
    public int Units => (Layer as EnsembleDense)?.Units ?? Neurons(Layer);

    /// <summary>The name of its block of weights.</summary>
    public string WeightBlock => $"{Place}.weight";

    /// <summary>The name of its block of biases; null where there is none.</summary>
    public string? BiasBlock => Layer is Dense { HasBias: false } ? null : $"{Place}.bias";

    /// <summary>Which parameters are compared with finite differences: all of a small network, else those of the neuron, evenly spaced where they are many.</summary>
    public Func<ParameterBlock, int, bool>? Checked(Network network)
    {
        if (network.ParameterCount <= MostParameters)
        {
            return null;
        }

        var most = Math.Max(LeastChecked, MostWork / (2L * network.ParameterCount));
        var members = (Layer as EnsembleDense)?.Members ?? 1;
        return (block, place) =>
        {
            var (row, column) = (place / block.Columns, place % block.Columns);
            if (Neuron < 0 || block.Name != WeightBlock)
            {
                return Neuron >= 0 && block.Name == BiasBlock && column == Neuron;
            }

            var width = block.Rows / members;
            long of = row % width;
            return column == Neuron % Units && row / width == Neuron / Units && (of + 1) * Math.Min(most, width) / width > of * Math.Min(most, width) / width;
        };
    }

    private static int Neurons(Layer layer) => layer switch
    {
        Dense dense => dense.Units,
        EnsembleDense ensemble => ensemble.Members * ensemble.Units,
        _ => 0,
    };

    private static string First(IReadOnlyList<Layer> layers, string prefix)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var inner = Neurons(layers[i]) > 0 ? $"{prefix}{i}" : First(layers[i].Children, $"{prefix}{i}.");
            if (inner.Length > 0)
            {
                return inner;
            }
        }

        return prefix.Length == 0 ? "0" : "";
    }

    private static string Place0(string asked) => string.Join('.', asked.Split('.').Select(part =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number - 1).ToString(CultureInfo.InvariantCulture) : part));

    private static Layer? Find(IReadOnlyList<Layer> layers, ReadOnlySpan<string> place) =>
        !int.TryParse(place[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number >= layers.Count ? null
        : place.Length == 1 ? layers[number]
        : Find(layers[number].Children, place[1..]);
}
