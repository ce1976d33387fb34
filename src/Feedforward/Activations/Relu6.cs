using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>σ(a) = a kept from 0 to 6; σ′ = 1 between, else 0. Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.</summary>
public readonly struct Relu6 : IActivation
{
    /// <inheritdoc/>
    public static string Name => "relu6";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.Max(T.Zero, T.Min(T.Constant(6), a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.WherePositive(h * (T.Constant(6) - h), T.One, T.Zero);
}
