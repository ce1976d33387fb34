using System.Diagnostics;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// Saves a training now and then: copies where it stands between two steps, and writes the copy while training goes on. What cannot be
/// saved ends the training: the failure is thrown by the next call.
/// </summary>
/// <param name="folder">Takes the checkpoints.</param>
/// <param name="every">The time between two; or null.</param>
/// <param name="everyEpochs">The epochs between two; or null.</param>
public sealed class CheckpointWriter(CheckpointFolder folder, TimeSpan? every, int? everyEpochs)
{
    private readonly long _every = every is { } time ? (long)(time.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;
    private long _last = Stopwatch.GetTimestamp();
    private int _epochs;
    private Trainer? _trainer;
    private TrainingCheckpoint? _copy;
    private Task<string>? _writing;

    /// <summary>The newest checkpoint that the disk has, or null.</summary>
    public string? Newest { get; private set; }

    /// <summary>After a step: saves where it is time to. Where the last checkpoint is still being written, it waits for another step.</summary>
    /// <param name="trainer">What trains.</param>
    /// <param name="step">What the step did.</param>
    /// <param name="describe">Makes the file of a copy of where it stands; called on this thread.</param>
    /// <exception cref="IOException">An earlier checkpoint could not be written.</exception>
    public void After(Trainer trainer, TrainingStep step, Func<TrainingCheckpoint, CheckpointFile> describe)
    {
        _epochs += step.Epoch is null ? 0 : 1;
        if (_writing is { IsCompleted: true })
        {
            Wait();
        }

        if (_writing is null && !step.IsOver && (_epochs >= (everyEpochs ?? int.MaxValue) || Stopwatch.GetTimestamp() - _last >= _every))
        {
            Begin(trainer, describe);
        }
    }

    /// <summary>Begins to save now, and returns as soon as the copy is made. What is still being written is waited for.</summary>
    /// <exception cref="IOException">An earlier checkpoint could not be written.</exception>
    public void Begin(Trainer trainer, Func<TrainingCheckpoint, CheckpointFile> describe)
    {
        Wait();
        var file = Copy(trainer, describe);
        _writing = Task.Factory.StartNew(() => folder.Add(file), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Saves now, and waits until the disk has it.</summary>
    /// <exception cref="IOException">It could not be written, or an earlier one could not.</exception>
    public void Now(Trainer trainer, Func<TrainingCheckpoint, CheckpointFile> describe)
    {
        Wait();
        Newest = folder.Add(Copy(trainer, describe));
    }

    /// <summary>Waits for the checkpoint that is being written.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Wait()
    {
        if (_writing is { } writing)
        {
            _writing = null;
            Newest = writing.GetAwaiter().GetResult();
        }
    }

    private CheckpointFile Copy(Trainer trainer, Func<TrainingCheckpoint, CheckpointFile> describe)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(describe);
        (_last, _epochs) = (Stopwatch.GetTimestamp(), 0);
        if (_copy is null || _trainer != trainer)
        {
            (_trainer, _copy) = (trainer, trainer.NewCheckpoint());
        }

        trainer.Save(_copy);
        return describe(_copy);
    }
}
