using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>σ(a) = a for a > 0, else a/100; σ′ = 1 or 1/100. Maas, Hannun, Ng, ICML 2013.</summary>
public readonly struct LeakyRelu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "leaky-relu";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.WherePositive(a, a, a * T.Constant(0.01));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.WherePositive(h, T.One, T.Constant(0.01));
}
