using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// h = s∘x with a learned factor for each feature, 1 at the start: the network weighs its inputs before it mixes them.
/// Holzmüller, Grinsztajn, Steinwart, "Better by default", NeurIPS 2024, there with six times the learning rate.
/// </summary>
/// <param name="rateFactor">By what the learning rate and the weight decay are multiplied for s, above 0.</param>
public sealed class Scale(double rateFactor = 6) : Layer
{
    /// <inheritdoc/>
    public override string Name => "scale";

    /// <summary>By what the learning rate and the weight decay are multiplied for s.</summary>
    public double RateFactor { get; } = rateFactor > 0
        ? rateFactor
        : throw new ArgumentOutOfRangeException(nameof(rateFactor), rateFactor, "A learning-rate factor is above 0.");

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) =>
        [new("scale", ParameterKind.Scale, 1, inputs) { RateFactor = RateFactor, DecayFactor = RateFactor }];

    /// <summary>s = 1.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random) => parameters.Fill(1);

    /// <summary>h = s∘x.</summary>
    public override void Forward<T>(LayerPass<T> pass) => Arithmetic.MultiplyRows(pass.Input, pass.Parameters(0).Span, pass.Output, pass.Threads);

    /// <summary>∇s = Σδ∘x;  ∂R/∂x = s∘δ.</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        ColumnKernel.SumOfProducts(pass.Delta, pass.Input, pass.Gradient(0).Span, pass.Threads);
        if (!pass.InputDelta.IsEmpty)
        {
            Arithmetic.MultiplyRows(pass.Delta, pass.Parameters(0).Span, pass.InputDelta, pass.Threads);
        }
    }
}
