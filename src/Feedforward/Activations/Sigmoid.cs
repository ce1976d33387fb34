using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>Logistic function: σ(a) = 1/(1 + e⁻ᵃ), σ′ = h(1 − h). Verhulst 1845; in networks Rumelhart, Hinton, Williams, Nature 323, 1986.</summary>
public readonly struct Sigmoid : IActivation
{
    /// <inheritdoc/>
    public static string Name => "sigmoid";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.One / (T.One + T.Exp(-a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => h * (T.One - h);
}
