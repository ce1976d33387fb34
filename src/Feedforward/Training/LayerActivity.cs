using System.Globalization;
using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Training;

/// <summary>What the units behind one activation do over many examples.</summary>
/// <param name="Place">Where the layer stands, counted from 1, inner layers after a point: "2" or "2.1".</param>
/// <param name="Activation">The activation's name.</param>
/// <param name="Units">How many units there are.</param>
/// <param name="Dead">The units, counted from 0, whose output is one and the same number for every example.</param>
/// <param name="ShareOfZeros">The share of all outputs that are exactly 0.</param>
public sealed record LayerActivity(string Place, string Activation, int Units, IReadOnlyList<int> Dead, double ShareOfZeros)
{
    private const int BlockRows = 256;

    /// <summary>
    /// Looks for dead units behind every activation but the identity: a unit that answers every example with the same number tells
    /// the next layer nothing, and a ReLU that is always 0 has no gradient either, so that it stays so (Lu, Shin, Su, Karniadakis,
    /// "Dying ReLU and initialization", 2019). Dropout and batch statistics are off.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="x">n×<see cref="Network.Inputs"/>.</param>
    /// <returns>The activations in the order of the layers.</returns>
    /// <exception cref="ArgumentException">There is no example, or the number of columns does not fit.</exception>
    public static IReadOnlyList<LayerActivity> Of(Network network, Matrix<float> x)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (x.Rows == 0)
        {
            throw new ArgumentException("Which units are dead shows on examples; there is none.", nameof(x));
        }

        var workspace = new Workspace<float>(network, Math.Min(BlockRows, x.Rows));
        var watched = new List<Watch>();
        for (var start = 0; start < x.Rows; start += BlockRows)
        {
            workspace.Forward(x.Slice(start, Math.Min(BlockRows, x.Rows - start)));
            var next = 0;
            Follow(network.Layers, workspace.Layers, "", watched, ref next);
        }

        return [.. watched.Select(watch => watch.Summary())];
    }

    private static void Follow(
        IReadOnlyList<Layer> layers, IReadOnlyList<LayerPass<float>> passes, string prefix, List<Watch> watched, ref int next)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            var place = prefix + (i + 1).ToString(CultureInfo.InvariantCulture);
            Follow(layers[i].Children, passes[i].Children, place + ".", watched, ref next);
            if (ActivationOf(layers[i]) is not { } activation)
            {
                continue;
            }

            if (next == watched.Count)
            {
                watched.Add(new Watch(place, activation.Name, passes[i].Output));
            }

            watched[next++].Add(passes[i].Output);
        }
    }

    private static Activation? ActivationOf(Layer layer) => layer switch
    {
        Dense dense when dense.Activation != Activations.Activation.Identity => dense.Activation,
        Activate activate => activate.Activation,
        ParametricActivation parametric => parametric.Activation,
        _ => null,
    };

    private sealed class Watch(string place, string activation, Matrix<float> first)
    {
        private readonly float[] _first = first.Row(0).ToArray();
        private readonly bool[] _varies = new bool[first.Columns];
        private long _zeros;
        private long _outputs;

        public void Add(Matrix<float> outputs)
        {
            for (var row = 0; row < outputs.Rows; row++)
            {
                var h = outputs.Row(row);
                for (var unit = 0; unit < h.Length; unit++)
                {
                    _varies[unit] |= h[unit] != _first[unit];
                    _zeros += h[unit] == 0 ? 1 : 0;
                }
            }

            _outputs += outputs.Span.Length;
        }

        public LayerActivity Summary() => new(
            place, activation, _first.Length, [.. Enumerable.Range(0, _first.Length).Where(unit => !_varies[unit])], (double)_zeros / _outputs);
    }
}
