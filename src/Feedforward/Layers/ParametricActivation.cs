using Feedforward.Activations;
using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Layers;

/// <summary>
/// h = x + α∘(σ(x) − x) with a learned α for each neuron, 1 at the start: each neuron finds how far from linear it should be.
/// Holzmüller, Grinsztajn, Steinwart, "Better by default", NeurIPS 2024, after He and others' PReLU, ICCV 2015.
/// </summary>
/// <param name="activation">σ.</param>
public sealed class ParametricActivation(Activation activation) : Layer
{
    private const double RateFactor = 0.1;

    /// <inheritdoc/>
    public override string Name => "parametric-activation";

    /// <summary>σ.</summary>
    public Activation Activation { get; } = activation ?? throw new ArgumentNullException(nameof(activation));

    /// <inheritdoc/>
    public override IReadOnlyList<ParameterShape> ParametersFor(int inputs) =>
        [new("slope", ParameterKind.Scale, 1, inputs) { RateFactor = RateFactor, DecayFactor = RateFactor }];

    /// <summary>σ(x) − x.</summary>
    public override int CacheFor(int inputs) => inputs;

    /// <summary>α = 1.</summary>
    public override void Initialize(int inputs, Span<float> parameters, Span<float> state, RandomStream random) => parameters.Fill(1);

    /// <summary>h = x + α∘(σ(x) − x).</summary>
    public override void Forward<T>(LayerPass<T> pass) =>
        Activation.Blend(pass.Input, pass.Parameters(0).Span, pass.Cache, pass.Output, pass.Threads);

    /// <summary>∇α = Σδ∘(σ(x) − x);  ∂R/∂x = δ∘(1 + α∘(σ′(x) − 1)).</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        ColumnKernel.SumOfProducts(pass.Delta, pass.Cache, pass.Gradient(0).Span, pass.Threads);
        if (!pass.InputDelta.IsEmpty)
        {
            Activation.BlendChain(pass.Input, pass.Parameters(0).Span, pass.Cache, pass.Delta, pass.InputDelta, pass.Threads);
        }
    }
}
