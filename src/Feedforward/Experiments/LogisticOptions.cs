namespace Feedforward.Experiments;

/// <summary>The choices of <see cref="LogisticExperiment"/>.</summary>
public sealed record LogisticOptions
{
    /// <summary>How many examples, half of each class; 2 or more.</summary>
    public int Count { get; init; } = 60;

    /// <summary>The seed of the examples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The distance between the means of the two classes, each of variance 1.</summary>
    public double Separation { get; init; } = 2;

    /// <summary>Steps of full-batch gradient descent.</summary>
    public int Epochs { get; init; } = 200;

    /// <summary>α.</summary>
    public double LearningRate { get; init; } = 0.5;
}
