using System.Runtime.CompilerServices;

namespace Feedforward.Optimizers;

/// <summary>Momentum: m ← βm + g, θ ← θ − αm. Polyak 1964, in the form of Sutskever et al., ICML 2013, with α outside.</summary>
/// <param name="Beta">β in [0, 1).</param>
public readonly record struct Momentum(float Beta) : IUpdateRule<Momentum>
{
    /// <inheritdoc/>
    public static string Name => "momentum";

    /// <inheritdoc/>
    public static int Memory => 1;

    /// <inheritdoc/>
    public static double DefaultLearningRate => 0.01;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Step<T>(T θ, T g, T rate, ref T m, ref T v)
        where T : struct, IReal<T>
    {
        m = T.FusedMultiplyAdd(T.Constant(Beta), m, g);
        return T.FusedMultiplyAdd(-rate, m, θ);
    }
}
