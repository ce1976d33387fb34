using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>The choices of <see cref="NoiseExperiment"/>.</summary>
public sealed record NoiseOptions
{
    /// <summary>The network whose gradient is measured; if null, one of 8 hidden neurons for the data.</summary>
    public Network? Network { get; init; }

    /// <summary>The N examples; if null, 128 examples of two classes, one inside the other.</summary>
    public Dataset? Data { get; init; }

    /// <summary>ℓ.</summary>
    public Loss Loss { get; init; } = Loss.BinaryCrossEntropy;

    /// <summary>The S to measure, each from 1 to N; if null, the powers of 2 below N, and N.</summary>
    public IReadOnlyList<int>? BatchSizes { get; init; }

    /// <summary>How many S-sets are drawn for each S.</summary>
    public int Draws { get; init; } = 4000;

    /// <summary>The seed of examples, network and draws.</summary>
    public ulong Seed { get; init; } = 1;
}
