using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>Rectified linear unit: σ(a) = max(0, a), σ′ = 1 for a > 0, else 0. Nair and Hinton, ICML 2010.</summary>
public readonly struct Relu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "relu";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.Max(T.Zero, a);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.WherePositive(h, T.One, T.Zero);
}
