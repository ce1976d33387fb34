namespace Feedforward.Activations;

/// <summary>
/// An activation function σ: ℝ → ℝ with its derivative. A new one is a struct in one file and a line in
/// <see cref="Activation.All"/>; it is compiled into the kernels like the built-in ones.
/// </summary>
public interface IActivation
{
    /// <summary>The name by which it is chosen, in lower case.</summary>
    static abstract string Name { get; }

    /// <summary>Whether <see cref="Slope"/> reads its first argument; where it does not, a is not kept for the backward pass.</summary>
    static virtual bool NeedsInput => false;

    /// <summary>Whether σ(a) = a, so that nothing needs to be computed.</summary>
    static virtual bool IsIdentity => false;

    /// <summary>Whether the derivative is 0 wherever it exists, so that gradients cannot train through it.</summary>
    static virtual bool IsFlat => false;

    /// <summary>Whether σ is piecewise linear, so short that it is computed on numbers in registers.</summary>
    static virtual bool IsPiecewiseLinear => false;

    /// <summary>h = σ(a).</summary>
    static abstract T Value<T>(T a)
        where T : struct, IReal<T>;

    /// <summary>σ′(a), written with the output h = σ(a) where that is enough.</summary>
    static abstract T Slope<T>(T a, T h)
        where T : struct, IReal<T>;
}
