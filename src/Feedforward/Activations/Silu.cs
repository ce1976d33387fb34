using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>Sigmoid linear unit (swish): σ(a) = a·s with s = 1/(1 + e⁻ᵃ), σ′ = s(1 + a(1 − s)). Elfwing, Uchibe, Doya 2018.</summary>
public readonly struct Silu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "silu";

    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => a / (T.One + T.Exp(-a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T>
    {
        var s = Sigmoid.Value(a);
        return s * T.FusedMultiplyAdd(a, T.One - s, T.One);
    }
}
