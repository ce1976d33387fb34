using System.Runtime.CompilerServices;

namespace Feedforward.Losses;

/// <summary>ℓ = |f − y|, summed over the outputs; f estimates the median. ∂ℓ/∂f = sign(f − y), 0 at f = y. Laplace 1774.</summary>
public readonly struct AbsoluteError : IElementLoss
{
    /// <inheritdoc/>
    public static string Name => "absolute-error";

    /// <inheritdoc/>
    public static string Likelihood => "Laplace with median f and scale 1 (up to a constant)";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(T f, T y)
        where T : struct, IReal<T> => T.Abs(f - y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T>(T f, T y)
        where T : struct, IReal<T> =>
        T.WherePositive(f - y, T.One, T.WherePositive(y - f, -T.One, f - y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Mean<T>(T f)
        where T : struct, IReal<T> => f;
}
