using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>Gaussian error linear unit: σ(a) = aΦ(a), σ′ = Φ(a) + aφ(a), with Φ(a) = ½(1 + erf(a/√2)) and φ the normal density. Hendrycks and Gimpel 2016, the exact form.</summary>
public readonly struct Gelu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "gelu";

    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => a * Cumulative(a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> =>
        T.FusedMultiplyAdd(a, T.Constant(0.39894228040143268) * T.Exp(T.Constant(-0.5) * a * a), Cumulative(a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Cumulative<T>(T a)
        where T : struct, IReal<T> => T.Constant(0.5) * (T.One + T.Erf(a * T.Constant(0.70710678118654752)));
}
