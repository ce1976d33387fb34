using System.Runtime.CompilerServices;

namespace Feedforward.Optimizers;

/// <summary>
/// Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − α·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
/// Kingma and Ba, ICLR 2015, algorithm 1.
/// </summary>
/// <param name="Beta1">β₁ in [0, 1).</param>
/// <param name="Beta2">β₂ in [0, 1).</param>
/// <param name="Epsilon">ε &gt; 0.</param>
public readonly record struct Adam(float Beta1, float Beta2, float Epsilon) : IUpdateRule<Adam>
{
    private readonly float _rest1 = 1 - Beta1;
    private readonly float _rest2 = 1 - Beta2;
    private readonly float _correction1 = 1;
    private readonly float _correction2 = 1;

    private Adam(Adam rule, double correction1, double correction2)
        : this(rule.Beta1, rule.Beta2, rule.Epsilon)
    {
        _correction1 = (float)correction1;
        _correction2 = (float)correction2;
    }

    /// <inheritdoc/>
    public static string Name => "adam";

    /// <inheritdoc/>
    public static int Memory => 2;

    /// <inheritdoc/>
    public static Adam At(Adam rule, long step) =>
        new(rule, 1 / (1 - Powers.Of(rule.Beta1, step)), 1 / (1 - Powers.Of(rule.Beta2, step)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Step<T>(T θ, T g, T rate, ref T m, ref T v)
        where T : struct, IReal<T>
    {
        m = T.FusedMultiplyAdd(T.Constant(Beta1), m, T.Constant(_rest1) * g);
        v = T.FusedMultiplyAdd(T.Constant(Beta2), v, T.Constant(_rest2) * g * g);
        var denominator = T.Sqrt(v * T.Constant(_correction2)) + T.Constant(Epsilon);
        return θ - (rate * (m * T.Constant(_correction1)) / denominator);
    }
}
