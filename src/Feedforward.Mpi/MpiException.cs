namespace Feedforward.Mpi;

/// <summary>The MPI library is missing, does not belong to the launcher, or reports a fault.</summary>
public sealed class MpiException : FeedforwardException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was expected, what was found, and what to do.</param>
    /// <param name="inner">The cause, or null.</param>
    public MpiException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
