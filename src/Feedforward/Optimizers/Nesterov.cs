using System.Runtime.CompilerServices;

namespace Feedforward.Optimizers;

/// <summary>Nesterov's accelerated gradient: m ← βm + g, θ ← θ − α(g + βm). Nesterov 1983; this form as in PyTorch's SGD.</summary>
/// <param name="Beta">β in [0, 1).</param>
public readonly record struct Nesterov(float Beta) : IUpdateRule<Nesterov>
{
    /// <inheritdoc/>
    public static string Name => "nesterov";

    /// <inheritdoc/>
    public static int Memory => 1;

    /// <inheritdoc/>
    public static double DefaultLearningRate => 0.01;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Step<T>(T θ, T g, T rate, ref T m, ref T v)
        where T : struct, IReal<T>
    {
        var β = T.Constant(Beta);
        m = T.FusedMultiplyAdd(β, m, g);
        return T.FusedMultiplyAdd(-rate, T.FusedMultiplyAdd(β, m, g), θ);
    }
}
