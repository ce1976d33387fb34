using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>σ(a) = log(1 + eᵃ) = max(a, 0) + log(1 + e^(−|a|)), σ′ = 1/(1 + e⁻ᵃ). Dugas et al., NIPS 2000.</summary>
public readonly struct Softplus : IActivation
{
    /// <inheritdoc/>
    public static string Name => "softplus";

    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.Max(T.Zero, a) + T.LogP1(T.Exp(-T.Abs(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => Sigmoid.Value(a);
}
