using System.Runtime.CompilerServices;

namespace Feedforward.Optimizers;

/// <summary>
/// Adam with decoupled weight decay: θ ← θ − αλθ, then Adam's step. Loshchilov and Hutter, ICLR 2019, algorithm 2.
/// Biases and scales are not decayed.
/// </summary>
/// <param name="Adam">β₁, β₂ and ε.</param>
/// <param name="WeightDecay">λ, 0 or more.</param>
public readonly record struct AdamW(Adam Adam, float WeightDecay) : IUpdateRule<AdamW>
{
    /// <inheritdoc/>
    public static string Name => "adamw";

    /// <inheritdoc/>
    public static int Memory => 2;

    /// <inheritdoc/>
    public static AdamW At(AdamW rule, long step) => rule with { Adam = Adam.At(rule.Adam, step) };

    /// <inheritdoc/>
    public static AdamW WithDecay(AdamW rule, double factor) => rule with { WeightDecay = (float)(rule.WeightDecay * factor) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Step<T>(T θ, T g, T rate, ref T m, ref T v)
        where T : struct, IReal<T>
    {
        var decayed = T.FusedMultiplyAdd(-(rate * T.Constant(WeightDecay)), θ, θ);
        return Adam.Step(decayed, g, rate, ref m, ref v);
    }
}
