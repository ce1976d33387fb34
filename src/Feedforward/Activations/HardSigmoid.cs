using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>σ(a) = a/6 + ½ kept from 0 to 1; σ′ = 1/6 between, else 0. Courbariaux, Bengio, David, NIPS 2015, with the slope of Howard et al., ICCV 2019.</summary>
public readonly struct HardSigmoid : IActivation
{
    /// <inheritdoc/>
    public static string Name => "hard-sigmoid";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.Max(T.Zero, T.Min(T.One, T.FusedMultiplyAdd(a, T.Constant(1.0 / 6), T.Constant(0.5))));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.WherePositive(h * (T.One - h), T.Constant(1.0 / 6), T.Zero);
}
