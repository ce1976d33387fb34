namespace Feedforward.Layers;

/// <summary>What all layers of a workspace share in one pass.</summary>
internal sealed class PassSettings
{
    /// <summary>Whether this is a training step.</summary>
    public bool IsTraining { get; set; }

    /// <summary>By what dropout rates are multiplied in this step, 0 to 1.</summary>
    public double DropoutFactor { get; set; } = 1;

    /// <summary>How many threads may be used.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; set; }

    /// <summary>The training step, counted from 1.</summary>
    public long Step { get; set; }

    /// <summary>Which shard of the minibatch this is, 0 where it is not cut: each has random numbers of its own.</summary>
    public int Shard { get; set; }
}
