using System.Runtime.CompilerServices;
using Feedforward.Activations;

namespace Feedforward.Losses;

/// <summary>
/// With p = sigmoid(f): ℓ = −y log p − (1 − y) log(1 − p), computed from the logit f as max(f, 0) − fy + log(1 + e^(−|f|)),
/// which neither overflows nor loses digits. ∂ℓ/∂f = p − y. Cox, J. R. Stat. Soc. B 20, 1958.
/// </summary>
public readonly struct BinaryCrossEntropy : IElementLoss
{
    /// <inheritdoc/>
    public static string Name => "binary-cross-entropy";

    /// <inheritdoc/>
    public static string Likelihood => "Bernoulli with p(y = 1|x) = sigmoid(f)";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(T f, T y)
        where T : struct, IReal<T> => (T.Max(T.Zero, f) - (f * y)) + T.LogP1(T.Exp(-T.Abs(f)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T>(T f, T y)
        where T : struct, IReal<T> => Sigmoid.Value(f) - y;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Mean<T>(T f)
        where T : struct, IReal<T> => Sigmoid.Value(f);

    /// <inheritdoc/>
    public string? Refuses(double y) => y is >= 0 and <= 1 ? null : "binary cross entropy needs targets from 0 to 1";
}
