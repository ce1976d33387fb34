namespace Feedforward.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The watched value had not improved for as many epochs as the patience allows.</summary>
    EarlyStopped,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The time limit was reached.</summary>
    TimeLimit,

    /// <summary>A number was no longer finite.</summary>
    Diverged,
}

/// <summary>What training gives, however it ended.</summary>
/// <param name="Network">The network of the best epoch (without validation data: of the last good one; where the first epoch was cut short: as far as it had come).</param>
/// <param name="Epochs">Every finished epoch.</param>
/// <param name="BestEpoch">Which epoch the network is of; 0 where no epoch was finished.</param>
/// <param name="Reason">Why training ended.</param>
/// <param name="Steps">Training steps done.</param>
/// <param name="DivergedAtStep">The step, counted from 1, in which the risk, its gradient or what the update made of θ was not finite; null where training did not diverge.</param>
public sealed record TrainingResult(
    Network Network, IReadOnlyList<Epoch> Epochs, int BestEpoch, StopReason Reason, long Steps, long? DivergedAtStep)
{
    /// <summary>Time spent in training steps; see <see cref="Trainer.StepTime"/>.</summary>
    public TimeSpan StepTime { get; init; }

    /// <summary>Time spent on the validation data between epochs.</summary>
    public TimeSpan ValidationTime { get; init; }

    /// <summary>Throws if training diverged.</summary>
    /// <exception cref="DivergedException">Training diverged.</exception>
    public TrainingResult ThrowIfDiverged() => DivergedAtStep is { } step
        ? throw DivergedException.AtStep(step)
        : this;
}
