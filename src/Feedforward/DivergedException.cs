namespace Feedforward;

/// <summary>Training met a number that is not finite and was asked to treat that as an error.</summary>
public sealed class DivergedException : FeedforwardException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what to try.</param>
    /// <param name="step">The training step, counted from 1, whose risk or parameters were not finite.</param>
    public DivergedException(string message, long step)
        : base(message) => Step = step;

    /// <summary>The training step, counted from 1, whose risk or parameters were not finite.</summary>
    public long Step { get; }

    /// <summary>Of a training that diverged in a step.</summary>
    /// <param name="step">The step, counted from 1.</param>
    public static DivergedException AtStep(long step) => new(
        $"Training diverged: in step {step} the risk or its gradient was no longer a finite number. "
        + "A smaller learning rate or a limit to the gradient's length (gradient clipping) helps in most cases.",
        step);
}
