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
}
