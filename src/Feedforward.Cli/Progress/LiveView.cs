using Feedforward.Cli.Rendering;
using Feedforward.Tabular;
using Spectre.Console;

namespace Feedforward.Cli.Progress;

/// <summary>A table of epochs that is drawn anew as they come, on a screen; results on standard output.</summary>
internal sealed class LiveView(Terminal terminal, bool showTimes) : ITrainingView
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(80);
    private readonly List<TabularEpoch> _epochs = [];
    private readonly Lock _lock = new();
    private TrainingPlan? _plan;
    private StreamingProgress? _progress;

    /// <inheritdoc/>
    public void Begin(TrainingPlan plan)
    {
        _plan = plan;
        var lines = PlanText.Of(plan);
        terminal.Notes.MarkupLine($"[bold]{Markup.Escape(lines[0])}[/]");
        terminal.Notes.MarkupLine($"[grey]{Markup.Escape(lines[1])}[/]");
    }

    /// <inheritdoc/>
    public void Note(Notice notice) => terminal.Notes.MarkupLine($"[yellow]note:[/] {Markup.Escape(notice.Message)}");

    /// <inheritdoc/>
    public T Follow<T>(Func<IProgress<TabularEpoch>, T> train)
    {
        var screen = new EpochScreen(_plan!, terminal.Notes.Profile.Width, Height());
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _epochs.Clear();
        using var arrived = new AutoResetEvent(false);
        var progress = new EpochProgress(epoch =>
        {
            lock (_lock)
            {
                _epochs.Add(epoch);
            }

            arrived.Set();
        });

        // The training has a thread of its own, so that the clock on the screen goes on during a long epoch.
        var training = Task.Factory.StartNew(
            () => train(progress), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _ = training.ContinueWith(_ => Wake(arrived), TaskScheduler.Default);
        terminal.Notes.Live(screen.Draw([], clock.Elapsed, isOver: false)).AutoClear(false).Start(live =>
        {
            while (!training.IsCompleted)
            {
                arrived.WaitOne(TimeSpan.FromMilliseconds(500));
                live.UpdateTarget(screen.Draw(Epochs(), clock.Elapsed, isOver: false, Progress()));
                training.Wait(Pause, CancellationToken.None);
            }

            live.UpdateTarget(screen.Draw(Epochs(), clock.Elapsed, isOver: true));
        });
        return training.GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Report(StreamingProgress progress)
    {
        lock (_lock)
        {
            _progress = progress;
        }
    }

    /// <inheritdoc/>
    public void End(TabularResult result, string model, Judgement judgement, TimeSplit times)
    {
        TrainingReport.Write(terminal.Results, result, model, judgement);
        if (showTimes)
        {
            TrainingReport.Write(terminal.Results, times.Parts(result.Times));
        }
    }

    /// <inheritdoc/>
    public void Reported(string report) => TrainingReport.WriteReported(terminal.Results, report);

    /// <inheritdoc/>
    public void End(CrossValidationResult result, TimeSpan elapsed) => TrainingReport.Write(terminal.Results, result, elapsed);

    private static void Wake(AutoResetEvent arrived)
    {
        try
        {
            arrived.Set();
        }
        catch (ObjectDisposedException)
        {
            // The screen has seen the end by itself.
        }
    }

    private static int Height()
    {
        try
        {
            return Console.WindowHeight;
        }
        catch (IOException)
        {
            return 24;
        }
    }

    private StreamingProgress? Progress()
    {
        lock (_lock)
        {
            return _progress;
        }
    }

    private List<TabularEpoch> Epochs()
    {
        lock (_lock)
        {
            return [.. _epochs];
        }
    }
}
