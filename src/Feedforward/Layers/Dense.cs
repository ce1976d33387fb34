using Feedforward.Activations;
using Feedforward.Initializers;
using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// A fully connected layer: h = σ(Wᵀx + b). W is inputs×units, so that with examples as rows H = σ(XW + b).
/// </summary>
public sealed class Dense : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="units">Number of neurons, 1 or more.</param>
    /// <param name="activation">σ; the identity if null. The last layer of a network is linear, because the loss owns the link.</param>
    /// <param name="initializer">How W begins; if null, He for ReLU and its kin, LeCun for SELU, Glorot otherwise.</param>
    /// <param name="bias">Whether there is a b, which begins at 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    public Dense(int units, Activation? activation = null, Initializer? initializer = null, bool bias = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        Units = units;
        Activation = activation ?? Activation.Identity;
        Initializer = initializer ?? Initializer.For(Activation);
        HasBias = bias;
    }

    /// <inheritdoc/>
    public override string Name => "dense";

    /// <summary>Number of neurons.</summary>
    public int Units { get; }

    /// <summary>σ.</summary>
    public Activation Activation { get; }

    /// <summary>How W begins.</summary>
    public Initializer Initializer { get; }

    /// <summary>Whether there is a b.</summary>
    public bool HasBias { get; }

    /// <inheritdoc/>
    public override int OutputsFor(int inputs) => Units;

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs)
    {
        var weight = new ParameterShape("weight", ParameterKind.Weight, inputs, Units);
        return HasBias ? [weight, new ParameterShape("bias", ParameterKind.Bias, 1, Units)] : [weight];
    }

    /// <inheritdoc/>
    public override int CacheFor(int inputs) => Activation.NeedsInput ? Units : 0;

    /// <inheritdoc/>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random) =>
        Initializer.Fill(parameters[..(inputs * Units)], inputs, Units, random);

    /// <summary>h = σ(xW + b).</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var w = pass.Parameters(0);
        var b = HasBias ? pass.Parameters(1).Span : [];
        Activation.Affine(pass.Input, w, b, pass.Cache, pass.Output, pass.Threads);
    }

    /// <summary>δ ← δ∘σ′;  ∇W = xᵀδ;  ∇b = Σδ;  ∂R/∂x = δWᵀ.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        var δ = pass.Delta;
        Activation.Chain(pass.Cache, pass.Output, δ, pass.Threads);
        Gemm.TransposeLeft(pass.Input, δ, pass.Gradient(0), pass.Threads);
        if (HasBias)
        {
            ColumnKernel.Sum(δ, pass.Gradient(1).Span, pass.Threads);
        }

        if (!pass.InputDelta.IsEmpty)
        {
            Gemm.TransposeRight(δ, pass.Parameters(0), pass.InputDelta, pass.Threads);
        }
    }
}
