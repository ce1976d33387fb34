using System.Numerics;
using Feedforward.Kernels;

namespace Feedforward.Activations;

/// <summary>An activation function as an object: applied to whole matrices, chosen by name, compared by identity.</summary>
public abstract class Activation
{
    private protected Activation(string name) => Name = name;

    /// <summary>σ(a) = a.</summary>
    public static Activation Identity { get; } = Of<Identity>();

    /// <summary>Rosenblatt's threshold.</summary>
    public static Activation Step { get; } = Of<Step>();

    /// <summary>max(0, a).</summary>
    public static Activation Relu { get; } = Of<Relu>();

    /// <summary>a above 0, a/100 below.</summary>
    public static Activation LeakyRelu { get; } = Of<LeakyRelu>();

    /// <summary>1/(1 + e⁻ᵃ).</summary>
    public static Activation Sigmoid { get; } = Of<Sigmoid>();

    /// <summary>The hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = Of<Tanh>();

    /// <summary>Exponential linear unit.</summary>
    public static Activation Elu { get; } = Of<Elu>();

    /// <summary>Scaled exponential linear unit.</summary>
    public static Activation Selu { get; } = Of<Selu>();

    /// <summary>Gaussian error linear unit, exact.</summary>
    public static Activation Gelu { get; } = Of<Gelu>();

    /// <summary>a·sigmoid(a), also called swish.</summary>
    public static Activation Silu { get; } = Of<Silu>();

    /// <summary>log(1 + eᵃ).</summary>
    public static Activation Softplus { get; } = Of<Softplus>();

    /// <summary>a·tanh(softplus(a)).</summary>
    public static Activation Mish { get; } = Of<Mish>();

    /// <summary>a/(1 + |a|).</summary>
    public static Activation Softsign { get; } = Of<Softsign>();

    /// <summary>a/6 + ½ kept from 0 to 1.</summary>
    public static Activation HardSigmoid { get; } = Of<HardSigmoid>();

    /// <summary>a kept from 0 to 6.</summary>
    public static Activation Relu6 { get; } = Of<Relu6>();

    /// <summary>Gaussian error linear unit, approximated by a hyperbolic tangent.</summary>
    public static Activation GeluTanh { get; } = Of<GeluTanh>();

    /// <summary>Every built-in activation function.</summary>
    public static IReadOnlyList<Activation> All { get; } =
        [Identity, Step, Relu, LeakyRelu, Sigmoid, Tanh, Elu, Selu, Gelu, Silu, Softplus, Mish, Softsign, HardSigmoid, Relu6, GeluTanh];

    /// <summary>The name by which it is chosen.</summary>
    public string Name { get; }

    /// <summary>Whether the derivative reads a as well as h = σ(a), so that a must be kept.</summary>
    public abstract bool NeedsInput { get; }

    /// <summary>Whether the derivative is 0 wherever it exists, so that gradients cannot train through it.</summary>
    public abstract bool IsFlat { get; }

    /// <summary>The object for an activation function, built-in or your own.</summary>
    /// <typeparam name="TActivation">The function.</typeparam>
    public static Activation Of<TActivation>()
        where TActivation : struct, IActivation => Compiled<TActivation>.Instance;

    /// <summary>The built-in activation function with a name (case does not matter).</summary>
    /// <param name="name">For example "relu".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static Activation Named(string name)
    {
        foreach (var activation in All)
        {
            if (string.Equals(activation.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return activation;
            }
        }

        throw new ArgumentException(
            $"There is no activation '{name}'. The activations are: {string.Join(", ", All.Select(a => a.Name))}.", nameof(name));
    }

    /// <summary>σ(a) of one number, in the arithmetic of training.</summary>
    /// <param name="a">The input.</param>
    public abstract float Value(float a);

    /// <summary>σ(a) of one number in double precision.</summary>
    /// <param name="a">The input.</param>
    public abstract double Value(double a);

    /// <summary>σ′(a) of one number, in the arithmetic of training.</summary>
    /// <param name="a">The input.</param>
    public abstract float Slope(float a);

    /// <summary>σ′(a) of one number in double precision.</summary>
    /// <param name="a">The input.</param>
    public abstract double Slope(double a);

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>h = σ(b + x·W); a = b + x·W is kept where <see cref="NeedsInput"/>.</summary>
    internal abstract void Affine<T>(Matrix<T> x, Matrix<T> w, ReadOnlySpan<T> b, Matrix<T> a, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>h ← σ(b + h·W), for prediction.</summary>
    internal abstract void Affine(ExamplePanel h, PackedMatrix w, ReadOnlySpan<float> b);

    /// <summary>h = σ(a).</summary>
    internal abstract void Apply<T>(Matrix<T> a, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>δ ← δ∘σ′(a).</summary>
    internal abstract void Chain<T>(Matrix<T> a, Matrix<T> h, Matrix<T> δ, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>c = σ(x) − x and h = x + α∘c, with an α for each column.</summary>
    internal abstract void Blend<T>(Matrix<T> x, ReadOnlySpan<T> α, Matrix<T> c, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>∂R/∂x = δ∘(1 + α∘(σ′(x) − 1)).</summary>
    internal abstract void BlendChain<T>(Matrix<T> x, ReadOnlySpan<T> α, Matrix<T> c, Matrix<T> δ, Matrix<T> into, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private sealed class Compiled<TActivation>() : Activation(TActivation.Name)
        where TActivation : struct, IActivation
    {
        public static readonly Compiled<TActivation> Instance = new();

        public override bool NeedsInput => TActivation.NeedsInput;

        public override bool IsFlat => TActivation.IsFlat;

        public override float Value(float a) => TActivation.Value(new Real32(a)).Value;

        public override double Value(double a) => TActivation.Value(new Real64(a)).Value;

        public override float Slope(float a) => TActivation.Slope(new Real32(a), new Real32(Value(a))).Value;

        public override double Slope(double a) => TActivation.Slope(new Real64(a), new Real64(Value(a))).Value;

        internal override void Affine<T>(Matrix<T> x, Matrix<T> w, ReadOnlySpan<T> b, Matrix<T> a, Matrix<T> h, int threads) =>
            ActivationKernel<TActivation>.Affine(x, w, b, a, h, threads);

        internal override void Affine(ExamplePanel h, PackedMatrix w, ReadOnlySpan<float> b) =>
            ActivationKernel<TActivation>.Affine(h, w, b);

        internal override void Apply<T>(Matrix<T> a, Matrix<T> h, int threads) =>
            ActivationKernel<TActivation>.Apply(a, h, threads);

        internal override void Chain<T>(Matrix<T> a, Matrix<T> h, Matrix<T> δ, int threads) =>
            ActivationKernel<TActivation>.Chain(a, h, δ, threads);

        internal override void Blend<T>(Matrix<T> x, ReadOnlySpan<T> α, Matrix<T> c, Matrix<T> h, int threads) =>
            BlendKernel<TActivation>.Forward(x, α, c, h, threads);

        internal override void BlendChain<T>(Matrix<T> x, ReadOnlySpan<T> α, Matrix<T> c, Matrix<T> δ, Matrix<T> into, int threads) =>
            BlendKernel<TActivation>.Backward(x, α, c, δ, into, threads);
    }
}
