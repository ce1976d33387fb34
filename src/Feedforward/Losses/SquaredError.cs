using System.Runtime.CompilerServices;

namespace Feedforward.Losses;

/// <summary>ℓ = (f − y)², summed over the outputs: ‖f(x) − y‖² of L2 regression. ∂ℓ/∂f = 2(f − y). Legendre 1805; as a likelihood Gauss 1809.</summary>
public readonly struct SquaredError : IElementLoss
{
    /// <inheritdoc/>
    public static string Name => "squared-error";

    /// <inheritdoc/>
    public static string Likelihood => "Gaussian with mean f and constant variance ½ (up to a constant)";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(T f, T y)
        where T : struct, IReal<T> => (f - y) * (f - y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T>(T f, T y)
        where T : struct, IReal<T> => T.Constant(2) * (f - y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Mean<T>(T f)
        where T : struct, IReal<T> => f;
}
