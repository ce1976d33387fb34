namespace Feedforward;

/// <summary>A model file, or the description of a model in it, cannot be read: damaged, of an unknown version, or not ours.</summary>
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
