using Feedforward.Activations;

namespace Feedforward.Experiments;

/// <summary>The choices of <see cref="ApproximationExperiment"/>.</summary>
public sealed record ApproximationOptions
{
    /// <summary>What to approximate.</summary>
    public ApproximationTarget Target { get; init; } = ApproximationTarget.Wave;

    /// <summary>σ of the hidden layers.</summary>
    public Activation Activation { get; init; } = Activation.Tanh;

    /// <summary>Widths of the one hidden layer, in growing order. Each network begins as the one before it, with new neurons that are not yet connected.</summary>
    public IReadOnlyList<int> Widths { get; init; } = [1, 2, 4, 8, 16, 32];

    /// <summary>Numbers of hidden layers to compare, all with about as many parameters as the widest single layer; none if empty.</summary>
    public IReadOnlyList<int> Depths { get; init; } = [1, 2, 3];

    /// <summary>Full-batch steps for each network; those of the comparison of depths all begin anew.</summary>
    public int Epochs { get; init; } = 2000;

    /// <summary>How many networks are tried at each size; the one with the lowest risk counts.</summary>
    public int Restarts { get; init; } = 3;

    /// <summary>α at the start; it falls to 0 along a cosine.</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>The first seed.</summary>
    public ulong Seed { get; init; } = 1;
}
