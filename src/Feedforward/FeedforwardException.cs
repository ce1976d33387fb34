namespace Feedforward;

/// <summary>
/// What went wrong for a reason outside the program (data, a file, a diverged training). The message is written
/// for the person who can mend it; the command line shows it alone and turns the type into an exit code.
/// </summary>
public abstract class FeedforwardException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what was found, where, and what to do.</param>
    /// <param name="inner">The cause, or null.</param>
    protected FeedforwardException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
