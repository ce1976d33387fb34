using Feedforward.Kernels;

namespace Feedforward.Optimizers;

/// <summary>
/// An update rule as an object: applied to whole parameter vectors, chosen by name. It holds the rule's constants
/// only; the memory (m, v) belongs to an <see cref="OptimizerState"/>.
/// </summary>
public abstract class Optimizer
{
    private protected Optimizer(string name, int memory)
    {
        Name = name;
        Memory = memory;
    }

    /// <summary>Every built-in optimizer, with the usual values of its constants.</summary>
    public static IReadOnlyList<Optimizer> All { get; } =
        [GradientDescent(), Momentum(), Nesterov(), RmsProp(), Adam(), AdamW()];

    /// <summary>The name by which it is chosen.</summary>
    public string Name { get; }

    /// <summary>How many numbers it remembers per parameter.</summary>
    public int Memory { get; }

    /// <summary>A learning rate that is a fair start for it: 0.1 for plain gradients, 0.01 with momentum, 0.001 for adaptive rules, what a rule of your own says.</summary>
    public abstract double DefaultLearningRate { get; }

    /// <summary>θ ← θ − α∇R. See <see cref="Optimizers.GradientDescent"/>.</summary>
    public static Optimizer GradientDescent() => Of(default(GradientDescent));

    /// <summary>Momentum: m ← βm + g, θ ← θ − αm. See <see cref="Optimizers.Momentum"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is outside its range.</exception>
    /// <param name="beta">β in [0, 1).</param>
    public static Optimizer Momentum(float beta = 0.9f) => Of(new Momentum(Fraction(beta)));

    /// <summary>Nesterov's accelerated gradient: m ← βm + g, θ ← θ − α(g + βm). See <see cref="Optimizers.Nesterov"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is outside its range.</exception>
    /// <param name="beta">β in [0, 1).</param>
    public static Optimizer Nesterov(float beta = 0.9f) => Of(new Nesterov(Fraction(beta)));

    /// <summary>RMSProp: v ← ρv + (1 − ρ)g², θ ← θ − αg/(√v + ε). See <see cref="Optimizers.RmsProp"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is outside its range.</exception>
    /// <param name="decay">ρ in [0, 1).</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static Optimizer RmsProp(float decay = 0.99f, float epsilon = 1e-8f) => Of(new RmsProp(Fraction(decay), Positive(epsilon)));

    /// <summary>Adam: θ ← θ − α·m̂/(√v̂ + ε) with the bias-corrected running means m̂ of g and v̂ of g². See <see cref="Optimizers.Adam"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is outside its range.</exception>
    /// <param name="beta1">β₁ in [0, 1).</param>
    /// <param name="beta2">β₂ in [0, 1).</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static Optimizer Adam(float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f) =>
        Of(new Adam(Fraction(beta1), Fraction(beta2), Positive(epsilon)));

    /// <summary>Adam with decoupled weight decay: θ ← θ − αλθ, then Adam's step. See <see cref="Optimizers.AdamW"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A constant is outside its range.</exception>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="beta1">β₁ in [0, 1).</param>
    /// <param name="beta2">β₂ in [0, 1).</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static Optimizer AdamW(float weightDecay = 0.01f, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        return Of(new AdamW(new Adam(Fraction(beta1), Fraction(beta2), Positive(epsilon)), weightDecay));
    }

    /// <summary>The object for an update rule, built-in or your own.</summary>
    /// <param name="rule">The rule with its constants.</param>
    public static Optimizer Of<TRule>(TRule rule)
        where TRule : unmanaged, IUpdateRule<TRule> => new Compiled<TRule>(rule);

    /// <summary>The built-in optimizer with a name (case does not matter), with the usual values of its constants.</summary>
    /// <param name="name">For example "adam".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static Optimizer Named(string name)
    {
        foreach (var optimizer in All)
        {
            if (string.Equals(optimizer.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return optimizer;
            }
        }

        throw new ArgumentException(
            $"There is no optimizer '{name}'. The optimizers are: {string.Join(", ", All.Select(o => o.Name))}.", nameof(name));
    }

    /// <summary>One step: θ follows its gradient.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="gradient">∇R, as long as θ.</param>
    /// <param name="state">What the rule remembers; its step count goes up by one.</param>
    /// <param name="rate">α.</param>
    /// <param name="threads">How many threads may be used.</param>
    /// <exception cref="ArgumentException">A length does not fit the state, or the state is not of this rule.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, OptimizerState state, double rate, int threads = 1) =>
        Step(parameters, gradient, state, rate, onlyFinite: false, threads);

    /// <summary>
    /// One step which, where wanted, leaves parameters whose gradient is not finite as they are and then answers false. The weight
    /// decay of this step is multiplied by <paramref name="decay"/>.
    /// </summary>
    internal abstract bool Step(
        Span<float> parameters, ReadOnlySpan<float> gradient, OptimizerState state, double rate, bool onlyFinite, int threads, double decay = 1);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static float Fraction(float value) => value is >= 0 and < 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The constant is at least 0 and below 1.");

    private static float Positive(float value) => value > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "The constant is above 0.");

    private sealed class Compiled<TRule>(TRule rule) : Optimizer(TRule.Name, TRule.Memory)
        where TRule : unmanaged, IUpdateRule<TRule>
    {
        public override double DefaultLearningRate => TRule.DefaultLearningRate;

        internal override bool Step(
            Span<float> parameters, ReadOnlySpan<float> gradient, OptimizerState state, double rate, bool onlyFinite, int threads, double decay)
        {
            if (gradient.Length != parameters.Length || state.Length != parameters.Length || state.Memory != Memory)
            {
                throw new ArgumentException(
                    $"{Name} steps {parameters.Length} parameters with as long a gradient and {Memory} remembered numbers each; the gradient has {gradient.Length} numbers, the state is for {state.Length} parameters and {state.Memory} numbers each.");
            }

            state.Step++;
            var now = TRule.At(rule, state.Step);
            var isFinite = true;
            foreach (var (offset, count, rateFactor, decayFactor) in state.Segments)
            {
                isFinite &= UpdateKernel<TRule>.Step(
                    TRule.WithDecay(now, decay * decayFactor),
                    parameters.Slice(offset, count),
                    gradient.Slice(offset, count),
                    Memory > 0 ? state.First.AsSpan(offset, count) : default,
                    Memory > 1 ? state.Second.AsSpan(offset, count) : default,
                    (float)(rate * rateFactor),
                    onlyFinite,
                    threads);
            }

            return isFinite;
        }
    }
}
