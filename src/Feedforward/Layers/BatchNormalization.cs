using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// h = γ·x̂ + β with x̂ = (x − μ)/√(v + ε) per feature, where μ and v are the batch's mean and (biased) variance in
/// training and running averages of them in prediction. Ioffe and Szegedy, ICML 2015. As in PyTorch, the running
/// average takes the unbiased variance. A batch of one example has none, so it leaves that average as it is.
/// </summary>
public sealed class BatchNormalization : Layer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="epsilon">ε &gt; 0, added to the variance.</param>
    /// <param name="momentum">The weight of the newest batch in the running averages, in (0, 1].</param>
    public BatchNormalization(float epsilon = 1e-5f, float momentum = 0.1f)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(momentum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(momentum, 1f);
        Epsilon = epsilon;
        Momentum = momentum;
    }

    /// <inheritdoc/>
    public override string Name => "batch-normalization";

    /// <summary>ε, added to the variance.</summary>
    public float Epsilon { get; }

    /// <summary>The weight of the newest batch in the running averages.</summary>
    public float Momentum { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) =>
        [new("scale", ParameterKind.Scale, 1, inputs), new("bias", ParameterKind.Bias, 1, inputs)];

    /// <summary>The running mean, then the running variance.</summary>
    public override int StateFor(int inputs) => 2 * inputs;

    /// <summary>x̂.</summary>
    public override int CacheFor(int inputs) => inputs;

    /// <summary>γ = 1, β = 0, running mean 0, running variance 1.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random)
    {
        parameters[..inputs].Fill(1);
        state[inputs..].Fill(1);
    }

    /// <summary>h = γ(x − μ)/√(v + ε) + β.</summary>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var x = pass.Input;
        var runningMean = pass.State[..x.Columns];
        var runningVariance = pass.State[x.Columns..];
        var ε = T.CreateTruncating(Epsilon);
        var γ = pass.Parameters(0).Span;
        var β = pass.Parameters(1).Span;
        if (!pass.IsTraining)
        {
            BatchNormalizationKernel.Normalize<T>(x, runningMean, runningVariance, ε, γ, β, pass.Cache, pass.Output, pass.Threads);
            return;
        }

        // The gradient of γ and β is written only in the backward pass, so it holds μ and v until then.
        var μ = pass.Gradient(1).Span;
        var v = pass.Gradient(0).Span;
        ColumnKernel.MeanAndVariance(x, μ, v, pass.Threads);
        BatchNormalizationKernel.Normalize<T>(x, μ, v, ε, γ, β, pass.Cache, pass.Output, pass.Threads);
        var α = T.CreateTruncating(Momentum);
        var n = T.CreateTruncating(x.Rows);
        var unbiased = n / (n - T.One);
        for (var j = 0; j < x.Columns; j++)
        {
            runningMean[j] += α * (μ[j] - runningMean[j]);
            if (x.Rows > 1)
            {
                runningVariance[j] += α * ((v[j] * unbiased) - runningVariance[j]);
            }
        }
    }

    /// <summary>∇γ = Σδx̂;  ∇β = Σδ;  ∂R/∂x = γ/√(v + ε)·(δ − (∇β + x̂∇γ)/n), and without batch statistics γδ/√(v + ε).</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        var δ = pass.Delta;
        var x̂ = pass.Cache;
        var γ = pass.Parameters(0).Span;
        var variance = pass.IsTraining ? pass.Gradient(0).Span : pass.State[γ.Length..];
        var ε = T.CreateTruncating(Epsilon);

        // The first row of the result holds γ/√(v + ε) until its turn comes, which is last.
        var scale = pass.InputDelta.IsEmpty ? [] : pass.InputDelta.Row(0);
        for (var j = 0; j < scale.Length; j++)
        {
            scale[j] = γ[j] / T.Sqrt(variance[j] + ε);
        }

        var gγ = pass.Gradient(0).Span;
        var gβ = pass.Gradient(1).Span;
        ColumnKernel.SumOfProducts(δ, x̂, gγ, pass.Threads);
        ColumnKernel.Sum(δ, gβ, pass.Threads);
        if (!pass.InputDelta.IsEmpty)
        {
            BatchNormalizationKernel.Backward<T>(δ, x̂, gγ, gβ, pass.IsTraining, pass.InputDelta, pass.Threads);
        }
    }
}
