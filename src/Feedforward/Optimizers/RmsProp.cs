using System.Runtime.CompilerServices;

namespace Feedforward.Optimizers;

/// <summary>RMSProp: v ← ρv + (1 − ρ)g², θ ← θ − αg/(√v + ε). Tieleman and Hinton, lecture 6.5 of "Neural networks for machine learning", 2012.</summary>
/// <param name="Decay">ρ in [0, 1).</param>
/// <param name="Epsilon">ε &gt; 0.</param>
public readonly record struct RmsProp(float Decay, float Epsilon) : IUpdateRule<RmsProp>
{
    /// <inheritdoc/>
    public static string Name => "rmsprop";

    /// <inheritdoc/>
    public static int Memory => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Step<T>(T θ, T g, T rate, ref T m, ref T v)
        where T : struct, IReal<T>
    {
        m = T.FusedMultiplyAdd(T.Constant(Decay), m, T.Constant(1 - Decay) * g * g);
        return θ - (rate * g / (T.Sqrt(m) + T.Constant(Epsilon)));
    }
}
