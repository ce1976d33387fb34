namespace Feedforward.Training;

/// <summary>What <see cref="Trainer.Advance"/> did.</summary>
/// <param name="Risk">The risk of the minibatch before its step, penalties included; not a number where no step was done.</param>
/// <param name="Epoch">The epoch that ended with it, or null.</param>
/// <param name="IsOver">Whether training has ended; <see cref="Trainer.Reason"/> says why.</param>
public readonly record struct TrainingStep(double Risk, Epoch? Epoch, bool IsOver);
