using System.Runtime.CompilerServices;

namespace Feedforward.Penalties;

/// <summary>½λw², the negative logarithm of a Gaussian prior, also called weight decay; its slope is λw. Krogh and Hertz, NIPS 1991.</summary>
/// <param name="Strength">λ, 0 or more.</param>
public readonly record struct L2(float Strength) : IPenalty
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(T w)
        where T : struct, IReal<T> => T.Constant(0.5 * Strength) * w * w;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T>(T w)
        where T : struct, IReal<T> => T.Constant(Strength) * w;
}
