using Feedforward.Activations;

namespace Feedforward.Layers;

/// <summary>An activation function as a layer of its own, for where something stands between the sum and σ: h = σ(x).</summary>
/// <param name="activation">σ.</param>
public sealed class Activate(Activation activation) : Layer
{
    /// <inheritdoc/>
    public override string Name => "activate";

    /// <summary>σ.</summary>
    public Activation Activation { get; } = activation ?? throw new ArgumentNullException(nameof(activation));

    /// <summary>h = σ(x).</summary>
    public override void Forward<T>(LayerPass<T> pass) => Activation.Apply(pass.Input, pass.Output, pass.Threads);

    /// <summary>∂R/∂x = δ∘σ′(x).</summary>
    public override void Backward<T>(LayerPass<T> pass)
    {
        if (pass.InputDelta.IsEmpty)
        {
            return;
        }

        Activation.Chain(pass.Input, pass.Output, pass.Delta, pass.Threads);
        pass.Delta.Span.CopyTo(pass.InputDelta.Span);
    }
}
