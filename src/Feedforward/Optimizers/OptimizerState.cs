namespace Feedforward.Optimizers;

/// <summary>What an optimizer remembers between steps: its step count and up to two numbers per parameter.</summary>
public sealed class OptimizerState
{
    /// <summary>Takes the memory, all zeros.</summary>
    /// <param name="network">The network to be trained.</param>
    /// <param name="optimizer">The rule.</param>
    public OptimizerState(Network network, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        Length = network.ParameterCount;
        Memory = optimizer.Memory;
        First = optimizer.Memory > 0 ? GC.AllocateArray<float>(network.ParameterCount, pinned: true) : [];
        Second = optimizer.Memory > 1 ? GC.AllocateArray<float>(network.ParameterCount, pinned: true) : [];

        // Neighbouring blocks that are treated alike are stepped together.
        var segments = new List<(int Offset, int Count, double Rate, double Decay)>();
        foreach (var block in network.Blocks)
        {
            if (segments.Count > 0 && segments[^1].Rate == block.RateFactor && segments[^1].Decay == block.DecayFactor)
            {
                segments[^1] = segments[^1] with { Count = segments[^1].Count + block.Count };
            }
            else
            {
                segments.Add((block.Offset, block.Count, block.RateFactor, block.DecayFactor));
            }
        }

        Segments = [.. segments];
    }

    /// <summary>Steps taken so far.</summary>
    public long Step { get; internal set; }

    /// <summary>How many parameters it is for.</summary>
    internal int Length { get; }

    /// <summary>How many numbers are remembered per parameter.</summary>
    internal int Memory { get; }

    /// <summary>m of each parameter, or nothing.</summary>
    internal float[] First { get; }

    /// <summary>v of each parameter, or nothing.</summary>
    internal float[] Second { get; }

    /// <summary>Ranges of θ that are treated alike, and the factors of their learning rate and weight decay.</summary>
    internal (int Offset, int Count, double Rate, double Decay)[] Segments { get; }
}
