namespace Feedforward;

/// <summary>A model file cannot be read, or cannot be written; the message says why and what to do.</summary>
public sealed class ModelFileException : FeedforwardException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="inner">The cause, or null.</param>
    public ModelFileException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
