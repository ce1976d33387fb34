using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>A network of 2-2-1 neurons and an example, with numbers that can be followed with a pocket calculator.</summary>
public static class WorkedExample
{
    /// <summary>Two inputs, two sigmoid neurons, one linear output.</summary>
    /// <remarks>W is inputs × units: the first row holds what goes out of x₁.</remarks>
    public static Network Network { get; } = Network.Create(2, 0, new Dense(2, Activation.Sigmoid), new Dense(1))
        .With([0.5f, 0.3f, -0.4f, 0.8f, 0.1f, -0.2f, 0.7f, -0.6f, 0.05f], []);

    /// <summary>x.</summary>
    public static ReadOnlySpan<float> Input => [1, 0];

    /// <summary>y.</summary>
    public static ReadOnlySpan<float> Target => [1];

    /// <summary>ℓ, whose link is the sigmoid.</summary>
    public static Loss Loss => Loss.BinaryCrossEntropy;

    /// <summary>All numbers of both passes.</summary>
    public static Trace Trace => Trace.Of(Network, Input, Target, Loss);
}
