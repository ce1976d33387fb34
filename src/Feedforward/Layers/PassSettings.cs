namespace Feedforward.Layers;

/// <summary>What all layers of a workspace share in one pass.</summary>
internal sealed class PassSettings
{
    /// <summary>Whether this is a training step.</summary>
    public bool IsTraining { get; set; }

    /// <summary>How many threads may be used.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; set; }

    /// <summary>The training step, counted from 1.</summary>
    public long Step { get; set; }
}
