namespace Feedforward.Cli;

/// <summary>What went wrong, for the person who asked.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Message">What it is and what to do, in one line.</param>
internal sealed record Failure(int ExitCode, string Message)
{
    /// <summary>The environment variable that makes a fault show where it happened.</summary>
    public const string DebugVariable = "FEEDFORWARD_DEBUG";

    /// <summary>What an exception means.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        UsageException e => new Failure(Cli.ExitCode.Usage, e.Message),
        DivergedException e => new Failure(Cli.ExitCode.Diverged, e.Message),
        Mpi.MpiException e => new Failure(Cli.ExitCode.Fault, e.Message),
        FeedforwardException e => new Failure(Cli.ExitCode.Data, e.Message),
        ArgumentException e => new Failure(Cli.ExitCode.Usage, WithoutParameter(e.Message)),
        OperationCanceledException => new Failure(Cli.ExitCode.Cancelled, "cancelled"),
        OutOfMemoryException => new Failure(Cli.ExitCode.Fault, "There is not enough memory for this."),
        IOException or UnauthorizedAccessException => new Failure(Cli.ExitCode.Fault, exception.Message),
        _ => new Failure(
            Cli.ExitCode.Fault,
            $"This is a fault of feedforward, not yours: {exception.Message} ({exception.GetType().Name}). Set {DebugVariable}=1 to see where it happens."),
    };

    /// <summary>The framework appends " (Parameter 'x')", which names our code, not the person's words.</summary>
    private static string WithoutParameter(string message)
    {
        var end = message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
