namespace Feedforward.Cli.Commands;

/// <summary>
/// Ends the program when it was asked to end and cannot save within a moment: while rows are encoded or a result is judged, or in a
/// step that takes seconds. What is saved is whole in any case.
/// </summary>
internal sealed class PromptEnd : IDisposable
{
    /// <summary>How long a cancelled training may take until it begins to save; then what is saved has to do.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.5);

    private readonly Timer _timer;
    private readonly CancellationTokenRegistration _registration;
    private int _isOver;

    /// <summary>Watches until it is disposed of.</summary>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="saved">Says what is saved and how to go on.</param>
    /// <param name="cancellation">Asks for the end.</param>
    public PromptEnd(Terminal terminal, Func<string> saved, CancellationToken cancellation)
    {
        _timer = new Timer(_ =>
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
            {
                terminal.Error.WriteLine($"feedforward: cancelled; {saved()}");
                Environment.Exit(ExitCode.Cancelled);
            }
        });
        _registration = cancellation.Register(() => _timer.Change(s_patience, Timeout.InfiniteTimeSpan));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Interlocked.Exchange(ref _isOver, 1);
        _registration.Unregister();
        _timer.Dispose();
    }
}
