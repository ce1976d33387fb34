using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// h = γ·x̂ + β with x̂ = (x − μ)/√(v + ε), where μ and v are the mean and variance over the features of each example,
/// in training and prediction alike. Ba, Kiros, Hinton, "Layer normalization", 2016.
/// </summary>
public sealed class LayerNormalization : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="epsilon">ε &gt; 0, added to the variance.</param>
    public LayerNormalization(float epsilon = 1e-5f)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        Epsilon = epsilon;
    }

    /// <inheritdoc/>
    public override string Name => "layer-normalization";

    /// <summary>ε, added to the variance.</summary>
    public float Epsilon { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) =>
        [new("scale", ParameterKind.Scale, 1, inputs), new("bias", ParameterKind.Bias, 1, inputs)];

    /// <summary>x̂, and 1/√(v + ε) behind it.</summary>
    public override int CacheFor(int inputs) => inputs + 1;

    /// <summary>γ = 1, β = 0.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random) =>
        parameters[..inputs].Fill(1);

    /// <summary>h = γ(x − μ)/√(v + ε) + β.</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var γ = pass.Parameters(0).Span;
        var β = pass.Parameters(1).Span;
        LayerNormalizationKernel.Forward<T>(pass.Input, T.CreateTruncating(Epsilon), γ, β, pass.Cache, pass.Output, pass.Threads);
    }

    /// <summary>∇γ = Σδx̂;  ∇β = Σδ;  with e = γδ: ∂R/∂x = (e − mean(e) − x̂·mean(e·x̂))/√(v + ε).</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        ColumnKernel.SumOfProducts(pass.Delta, pass.Cache, pass.Gradient(0).Span, pass.Threads);
        ColumnKernel.Sum(pass.Delta, pass.Gradient(1).Span, pass.Threads);
        if (!pass.InputDelta.IsEmpty)
        {
            LayerNormalizationKernel.Backward<T>(pass.Delta, pass.Parameters(0).Span, pass.Cache, pass.InputDelta, pass.Threads);
        }
    }
}
