using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>Hyperbolic tangent: σ(a) = (eᵃ − e⁻ᵃ)/(eᵃ + e⁻ᵃ), σ′ = 1 − h². LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998, section 4.4.</summary>
public readonly struct Tanh : IActivation
{
    /// <inheritdoc/>
    public static string Name => "tanh";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.Tanh(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.FusedMultiplyAdd(-h, h, T.One);
}
