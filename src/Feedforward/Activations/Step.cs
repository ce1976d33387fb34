using System.Runtime.CompilerServices;

namespace Feedforward.Activations;

/// <summary>σ(a) = 1 for a > 0, else 0: the threshold of the first perceptron (Rosenblatt 1958). σ′ = 0 wherever it exists, so no gradient passes; it is learned by the perceptron rule instead (<see cref="Perceptron"/>).</summary>
public readonly struct Step : IActivation
{
    /// <inheritdoc/>
    public static string Name => "step";

    /// <inheritdoc/>
    public static bool IsPiecewiseLinear => true;

    /// <inheritdoc/>
    public static bool IsFlat => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Value<T>(T a)
        where T : struct, IReal<T> => T.WherePositive(a, T.One, T.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Slope<T>(T a, T h)
        where T : struct, IReal<T> => T.Zero;
}
