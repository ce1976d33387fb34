using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>
/// Gaussian error linear unit as it is often approximated: σ(a) = ½a(1 + t) with t = tanh(√(2/π)(a + 0.044715a³)),
/// σ′ = ½(1 + t) + ½a(1 − t²)√(2/π)(1 + 0.134145a²). Hendrycks and Gimpel 2016. <see cref="Gelu"/> is the exact form.
/// </summary>
public readonly struct GeluTanh : IActivation
{
    private const double Root = 0.79788456080286536;
    private const double Cubic = 0.044715;

    /// <summary>From here on t is 1.</summary>
    private const double Linear = 10;

    /// <inheritdoc/>
    public static string Name => "gelu-tanh";

    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.Constant(0.5) * a * (T.One + Inner(Bounded(a)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T>
    {
        // Bounds without effect on the result keep the products finite.
        var bounded = Bounded(a);
        var t = Inner(bounded);
        var inner = T.Constant(Root) * T.FusedMultiplyAdd(T.Constant(3 * Cubic) * bounded, bounded, T.One);
        return T.Constant(0.5) * T.FusedMultiplyAdd(bounded * T.FusedMultiplyAdd(-t, t, T.One), inner, T.One + t);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Bounded<T>(T a)
        where T : struct, IReal<T> => T.Max(T.Constant(-Linear), T.Min(T.Constant(Linear), a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Inner<T>(T a)
        where T : struct, IReal<T> => T.Tanh(T.Constant(Root) * a * T.FusedMultiplyAdd(T.Constant(Cubic) * a, a, T.One));
}
