using System.Globalization;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>A training on a table that is saved while it runs: what drives the steps, beside the training itself.</summary>
internal sealed class CheckpointedTraining : IDisposable
{
    private readonly CheckpointOptions _options;
    private readonly CheckpointFolder? _folder;
    private readonly CheckpointWriter? _writer;
    private readonly bool _isAlone;

    private CheckpointedTraining(CheckpointOptions options, Collective? collective)
    {
        // Rank 0 writes for all.
        _isAlone = collective is not { Size: > 1 };
        _options = options = options with { Writes = options.Writes && collective is not { Rank: > 0 } };
        _folder = options.Writes ? new CheckpointFolder(options.Folder, options.Keep) : null;
        _writer = _folder is null ? null : new CheckpointWriter(_folder, options.Every, options.EveryEpochs);
    }

    /// <summary>From a training that is prepared, perhaps to go on from a checkpoint, to a trained model, saved on the way.</summary>
    public static TabularResult Fit(
        Func<CheckpointFile?, TabularTraining> prepare, Collective? collective, CheckpointOptions checkpoints, IProgress<TabularEpoch>? progress, CancellationToken cancellation)
    {
        void Say(string text) => checkpoints.Report?.Invoke(new Notice(NoticeKind.Training, null, text));

        // Whatever is wrong with the folder is better said before the preparation than after it.
        checkpoints.Check();
        using var run = new CheckpointedTraining(checkpoints, collective);
        var from = checkpoints.Resume ? CheckpointFolder.Newest(checkpoints.Folder, Say) : null;
        var training = prepare(from);
        if (from is not null)
        {
            training.Resume(from, checkpoints.Anyway);
            var at = from.Refit ?? from.Training;
            Say(string.Create(CultureInfo.InvariantCulture, $"Training goes on after step {at.Steps}, in epoch {at.Epochs.Count + 1}{(from.Refit is null ? "" : " of the training on all rows")}."));
        }

        SameOnAllRanks.CheckStart(training.Trainer.Steps, collective);
        var describe = training.Describe(checkpoints.Metadata);
        run.Drive(training.Trainer, () => Advance(training, progress, cancellation), static () => false, describe, cancellation);
        if (from?.Refit is null && training.Trainer.Reason != StopReason.Diverged)
        {
            run._writer?.Now(training.Trainer, describe);
        }

        var result = training.Finish(progress, cancellation, run);
        run._writer?.Wait();
        return result;
    }

    /// <summary>Steps until training is over; saves where it is time to, and where it is cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled, and is saved.</exception>
    private void Drive(
        Trainer trainer, Func<TrainingStep> advance, Func<bool> isDone, Func<TrainingCheckpoint, CheckpointFile> describe, CancellationToken cancellation)
    {
        // Processes that train together agree within a step that they stop.
        while (!trainer.IsOver && !isDone() && !(_isAlone && cancellation.IsCancellationRequested))
        {
            var step = advance();
            if (!isDone())
            {
                _writer?.After(trainer, step, describe);
            }
        }

        _writer?.Wait();
        if (isDone())
        {
            return;
        }

        if (!trainer.IsOver || trainer.Reason == StopReason.Cancelled)
        {
            _options.Saving?.Invoke();
            _writer?.Now(trainer, describe);
            _options.Report?.Invoke(new Notice(NoticeKind.Training, null, string.Create(
                CultureInfo.InvariantCulture,
                $"Stopped after step {trainer.Steps}, which is saved in '{_writer?.Newest}'. Go on with: feedforward train --resume {_options.ResumeFolder ?? _options.Folder}")));
            throw new OperationCanceledException(cancellation);
        }
    }

    /// <summary>The same for the second training, on all rows, once the first is over.</summary>
    public void DriveAgain(TabularTraining training, Trainer trainer, Func<TrainingStep> advance, Func<bool> isDone, CancellationToken cancellation)
    {
        var first = training.Save();
        var metadata = training.Describe(_options.Metadata)(first.Training).Metadata;
        Drive(trainer, advance, isDone, copy => first with { Refit = copy, Metadata = metadata }, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _writer?.Wait();
        }
        catch (IOException)
        {
            // Another fault is on its way; this one would hide it.
        }

        _folder?.Dispose();
    }

    private static TrainingStep Advance(TabularTraining training, IProgress<TabularEpoch>? progress, CancellationToken cancellation)
    {
        var step = training.Advance(cancellation);
        if (step.Epoch is not null)
        {
            progress?.Report(training.Epochs[^1]);
        }

        return step;
    }
}
