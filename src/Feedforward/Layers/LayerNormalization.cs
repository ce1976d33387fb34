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
        var d = T.CreateTruncating(pass.Inputs);
        for (var i = 0; i < pass.Input.Rows; i++)
        {
            var x = pass.Input.Row(i);
            var cache = pass.Cache.Row(i);
            var h = pass.Output.Row(i);
            T sum = T.Zero, squares = T.Zero;
            foreach (var value in x)
            {
                sum += value;
            }

            var μ = sum / d;
            foreach (var value in x)
            {
                squares = T.FusedMultiplyAdd(value - μ, value - μ, squares);
            }

            var inverse = T.One / T.Sqrt((squares / d) + T.CreateTruncating(Epsilon));
            cache[^1] = inverse;
            for (var j = 0; j < x.Length; j++)
            {
                cache[j] = (x[j] - μ) * inverse;
                h[j] = T.FusedMultiplyAdd(γ[j], cache[j], β[j]);
            }
        }
    }

    /// <summary>∇γ = Σδx̂;  ∇β = Σδ;  with e = γδ: ∂R/∂x = (e − mean(e) − x̂·mean(e·x̂))/√(v + ε).</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        var γ = pass.Parameters(0).Span;
        var gγ = pass.Gradient(0).Span;
        var d = T.CreateTruncating(pass.Inputs);
        gγ.Clear();
        for (var i = 0; i < pass.Delta.Rows; i++)
        {
            var δ = pass.Delta.Row(i);
            var cache = pass.Cache.Row(i);
            T sum = T.Zero, product = T.Zero;
            for (var j = 0; j < δ.Length; j++)
            {
                gγ[j] = T.FusedMultiplyAdd(δ[j], cache[j], gγ[j]);
                var e = γ[j] * δ[j];
                sum += e;
                product = T.FusedMultiplyAdd(e, cache[j], product);
            }

            if (pass.InputDelta.IsEmpty)
            {
                continue;
            }

            var into = pass.InputDelta.Row(i);
            for (var j = 0; j < δ.Length; j++)
            {
                into[j] = cache[^1] * ((γ[j] * δ[j]) - (sum / d) - (cache[j] * (product / d)));
            }
        }

        ColumnKernel.Sum(pass.Delta, pass.Gradient(1).Span);
    }
}
