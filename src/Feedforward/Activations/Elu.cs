using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>Exponential linear unit: σ(a) = a for a > 0, else eᵃ − 1; σ′ = 1, else h + 1. Clevert, Unterthiner, Hochreiter, ICLR 2016, with α = 1.</summary>
public readonly struct Elu : IActivation
{
    /// <inheritdoc/>
    public static string Name => "elu";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.WherePositive(a, a, T.ExpM1(a));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.WherePositive(h, T.One, h + T.One);
}
