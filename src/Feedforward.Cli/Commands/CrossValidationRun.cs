using System.Diagnostics;
using Feedforward.Cli.Progress;
using Feedforward.Tabular;

namespace Feedforward.Cli.Commands;

/// <summary>The cross-validation of <c>train --cv</c>: its folds are kept where that was asked for, and shared out over the processes that a launcher started.</summary>
internal sealed class CrossValidationRun : IDisposable
{
    private const string SharedFolder = "feedforward-cross-validation";

    private readonly Terminal _terminal;
    private readonly ITrainingView _view;
    private readonly CancellationToken _cancellation;
    private readonly string? _kept;
    private readonly CrossValidationFolder? _folder;

    // A live table would be torn apart by a line in between.
    private readonly List<Notice> _later = [];
    private PromptEnd? _prompt;

    /// <summary>Takes hold of the folder: before the data are read, so that the processes find one another however long one of them reads.</summary>
    /// <param name="terminal">Where to say what happens.</param>
    /// <param name="view">Shows the training.</param>
    /// <param name="choose">How folds are kept, given what takes notices; null where they are not.</param>
    /// <param name="cancellation">Asks for the end.</param>
    public CrossValidationRun(Terminal terminal, ITrainingView view, Func<Action<Notice>, CheckpointOptions?> choose, CancellationToken cancellation)
    {
        (_terminal, _view, _cancellation) = (terminal, view, cancellation);
        Action<Notice> report = view is LiveView ? _later.Add : view.Note;
        var ranks = terminal.Ranks;
        ranks.WorkApart = true;
        var (rank, size) = ranks.Place;
        if (choose(report) is { } checkpoints)
        {
            _kept = checkpoints.Folder;
            _folder = CrossValidationFolder.Keep(checkpoints with { Saving = () => _prompt?.Dispose() }, rank, size, cancellation);
        }
        else if (ranks.AreLaunched)
        {
            _folder = CrossValidationFolder.Share(ranks.Job is { } job ? $"{SharedFolder}-{job}" : SharedFolder, rank, size, report, cancellation);
        }
    }

    /// <summary>Does the folds, shows what came of them where this process gathers them, and gives the exit code.</summary>
    public int Run(Table table, TabularOptions options, int folds)
    {
        var clock = Stopwatch.StartNew();
        CrossValidationResult? result;
        _prompt = _kept is null ? null : new PromptEnd(
            _terminal, () => $"what was finished and saved is in '{_kept}'. Go on with: feedforward train --resume {_kept}", _cancellation);
        try
        {
            result = _view.Follow(progress => _folder is null
                ? TabularTrainer.CrossValidate(table, options, folds, progress, _cancellation)
                : TabularTrainer.CrossValidate(table, options, folds, _folder, progress, _cancellation));
        }
        finally
        {
            _prompt?.Dispose();
            _later.ForEach(_view.Note);
        }

        if (result is not null)
        {
            _view.End(result, clock.Elapsed);

            // Others may be on their way still, and the folder waits for them.
            _terminal.Output.Flush();
        }

        return ExitCode.Success;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _folder?.Dispose();
        _terminal.Ranks.OthersGoOn = _folder is { IsLed: true };
    }
}
