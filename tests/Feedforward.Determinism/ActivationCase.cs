using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Determinism;

/// <summary>
/// The activation functions over numbers of all sizes, subnormal ones, infinities and NaN among them. A training visits
/// a small part of the line only.
/// </summary>
public static class ActivationCase
{
    /// <summary>The first of them, whose hash is written down under this name.</summary>
    private const int First = 12;

    /// <summary>Groups of activation functions in the order in which they came into the library, so that a new one changes no old hash.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<Activation> Functions)> All { get; } =
    [
        ("activations", [.. Activation.All.Take(First)]),
        ("more-activations", [.. Activation.All.Skip(First)]),
    ];

    /// <summary>As many numbers as there are patterns of the upper 16 bits, and a tail.</summary>
    private const int Count = 65_536 + 3;

    /// <summary>SHA-256 over the outputs. Any NaN counts as any other: its sign and payload differ between processors.</summary>
    public static string Hash(IReadOnlyList<Activation> functions)
    {
        var x = new Matrix<float>(Count, 1);
        for (var i = 0; i < Count; i++)
        {
            x[i, 0] = BitConverter.UInt32BitsToSingle(unchecked((uint)i * 65_537));
        }

        var hash = new Sha256();
        foreach (var activation in functions)
        {
            var h = Network.Create(1, 20, [new Activate(activation)]).Forward(x).Span;
            foreach (ref var value in h)
            {
                value = float.IsNaN(value) ? BitConverter.UInt32BitsToSingle(0x7FC00000) : value;
            }

            hash.Append(h);
        }

        return hash.Finish();
    }
}
