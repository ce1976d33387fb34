namespace Feedforward.Studio;

/// <summary>What a run is doing.</summary>
internal enum RunState
{
    /// <summary>It waits for a command.</summary>
    Paused,

    /// <summary>It trains.</summary>
    Playing,

    /// <summary>It has ended, and its model is judged.</summary>
    Done,

    /// <summary>A number was no longer finite; it can begin anew.</summary>
    Diverged,

    /// <summary>It cannot go on; the message says why.</summary>
    Failed,
}
