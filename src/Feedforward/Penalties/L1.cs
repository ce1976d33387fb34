using System.Runtime.CompilerServices;

namespace Feedforward.Penalties;

/// <summary>λ|w|, the negative logarithm of a Laplace prior; its slope is λ·sign(w), 0 at 0. Tibshirani 1996.</summary>
/// <param name="Strength">λ, 0 or more.</param>
public readonly record struct L1(float Strength) : IPenalty
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(T w)
        where T : struct, IReal<T> => T.Constant(Strength) * T.Abs(w);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T>(T w)
        where T : struct, IReal<T>
    {
        var λ = T.Constant(Strength);
        return T.WherePositive(w, λ, T.WherePositive(-w, -λ, w));
    }
}
