using Feedforward.Cli.Progress;
using Feedforward.Tabular;

namespace Feedforward.Cli.Commands;

/// <summary>The training of <c>train</c>, with checkpoints where they were asked for.</summary>
internal static class CheckpointedFit
{
    /// <summary>How long a cancelled training may take until it begins to save; then the newest checkpoint has to do.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.5);

    /// <summary>Trains and shows the epochs.</summary>
    public static TabularResult Run(
        Terminal terminal, ITrainingView view, Func<Action<Notice>, CheckpointOptions?> choose, Func<CheckpointOptions?, IProgress<TabularEpoch>, TabularResult> fit, CancellationToken cancellation)
    {
        // A live table would be torn apart by a line in between.
        var later = new List<Notice>();
        Action<Notice> report = view is LiveView ? later.Add : view.Note;
        if (choose(report) is not { } checkpoints)
        {
            return view.Follow(progress => fit(null, progress));
        }

        using var prompt = new PromptEnd(terminal, checkpoints.Folder, cancellation);
        try
        {
            return view.Follow(progress => fit(checkpoints with { Saving = prompt.Dispose }, progress));
        }
        finally
        {
            later.ForEach(view.Note);
        }
    }

    /// <summary>
    /// Ends the program when it was asked to end and cannot save within a moment: while rows are encoded or a result is judged, or in a
    /// step that takes seconds. What the folder has is whole in any case.
    /// </summary>
    private sealed class PromptEnd : IDisposable
    {
        private readonly Timer _timer;
        private readonly CancellationTokenRegistration _registration;
        private int _isOver;

        public PromptEnd(Terminal terminal, string folder, CancellationToken cancellation)
        {
            _timer = new Timer(_ =>
            {
                if (Interlocked.Exchange(ref _isOver, 1) == 0)
                {
                    var newest = CheckpointFolder.FilesOf(folder);
                    terminal.Error.WriteLine(newest.Count > 0
                        ? $"feedforward: cancelled; the newest checkpoint is '{newest[0]}'. Go on with: feedforward train --resume {folder}"
                        : "feedforward: cancelled before there was anything to save");
                    Environment.Exit(ExitCode.Cancelled);
                }
            });
            _registration = cancellation.Register(() => _timer.Change(s_patience, Timeout.InfiniteTimeSpan));
        }

        public void Dispose()
        {
            Interlocked.Exchange(ref _isOver, 1);
            _registration.Unregister();
            _timer.Dispose();
        }
    }
}
