using Feedforward.Activations;
using Feedforward.Optimizers;

namespace Feedforward.Experiments;

/// <summary>The choices of <see cref="XorExperiment"/>. The budget suits every activation: full-batch Adam, in which none is favoured by the size of its slope.</summary>
public sealed record XorOptions
{
    /// <summary>σ of the hidden layer.</summary>
    public IReadOnlyList<Activation> Activations { get; init; } =
        [Activation.Sigmoid, Activation.Tanh, Activation.Relu, Activation.LeakyRelu, Activation.Elu, Activation.Gelu];

    /// <summary>Neurons of the hidden layer.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [2, 3, 4, 8];

    /// <summary>How many networks to train for each activation and width, 1 or more.</summary>
    public int Seeds { get; init; } = 100;

    /// <summary>The first seed; the others follow it.</summary>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>The most epochs a network gets; each is one step with all four points.</summary>
    public int Epochs { get; init; } = 1000;

    /// <summary>The update rule.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.Adam();

    /// <summary>α.</summary>
    public double LearningRate { get; init; } = 0.05;
}
