using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>
/// σ(a) = a·tanh(softplus(a)) = a·n/(n + 2) with n = eᵃ(eᵃ + 2), σ′ = n/(n + 2) + 4a·eᵃ(1 + eᵃ)/(n + 2)²: one exponential. Misra,
/// BMVC 2020.
/// </summary>
public readonly struct Mish : IActivation
{
    /// <summary>From here on n/(n + 2) is 1.</summary>
    private const double Linear = 20;

    /// <inheritdoc/>
    public static string Name => "mish";

    /// <inheritdoc/>
    public static bool NeedsInput => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T>
    {
        var e = T.Exp(T.Min(T.Constant(Linear), a));
        var n = T.FusedMultiplyAdd(e, e, e + e);
        return a * (n / (n + T.Constant(2)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T>
    {
        // Bounds without effect on the result keep the products finite.
        var bounded = T.Max(T.Constant(-104), T.Min(T.Constant(Linear), a));
        var e = T.Exp(bounded);
        var n = T.FusedMultiplyAdd(e, e, e + e);
        var inverse = T.One / (n + T.Constant(2));
        var rest = bounded * T.FusedMultiplyAdd(e, e, e) * inverse;
        return inverse * T.FusedMultiplyAdd(T.Constant(4), rest, n);
    }
}
