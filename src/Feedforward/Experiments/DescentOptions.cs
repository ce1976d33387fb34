namespace Feedforward.Experiments;

/// <summary>The choices of <see cref="DescentExperiment"/>.</summary>
public sealed record DescentOptions
{
    /// <summary>The S of the paths, each from 1 to N; if null, 1, 8 and N.</summary>
    public IReadOnlyList<int>? BatchSizes { get; init; }

    /// <summary>How many steps each path has, 1 or more.</summary>
    public int Steps { get; init; } = 60;

    /// <summary>α, the same for all paths.</summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>The S of the gradients that are shown at the start.</summary>
    public int ArrowBatchSize { get; init; } = 8;

    /// <summary>How many of them are drawn.</summary>
    public int Arrows { get; init; } = 24;

    /// <summary>The seed of examples and draws.</summary>
    public ulong Seed { get; init; } = 1;
}
