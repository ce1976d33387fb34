using System.Runtime.CompilerServices;

namespace Feedforward.Losses;

/// <summary>
/// With e = f − y: ℓ = ½e² where |e| ≤ δ, else δ(|e| − ½δ); ∂ℓ/∂f = e limited to ±δ. Huber, Annals of Mathematical
/// Statistics 35 (1964).
/// </summary>
/// <param name="Delta">δ &gt; 0, where the loss turns from a parabola to a line.</param>
public readonly record struct Huber(float Delta) : IElementLoss
{
    /// <inheritdoc/>
    public static string Name => "huber";

    /// <inheritdoc/>
    public static string Likelihood => "Huber's least favourable distribution: Gaussian in the middle, Laplace in the tails (up to a constant)";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Value<T>(T f, T y)
        where T : struct, IReal<T>
    {
        var δ = T.Constant(Delta);
        var magnitude = T.Abs(f - y);
        var inner = T.Min(δ, magnitude);
        return inner * (magnitude - (T.Constant(0.5) * inner));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Slope<T>(T f, T y)
        where T : struct, IReal<T>
    {
        var δ = T.Constant(Delta);
        return T.Max(-δ, T.Min(δ, f - y));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Mean<T>(T f)
        where T : struct, IReal<T> => f;
}
