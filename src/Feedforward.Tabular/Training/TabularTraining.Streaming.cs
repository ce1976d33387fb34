using System.Diagnostics;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <content>A training on rows that are streamed and need not fit into memory.</content>
public sealed partial class TabularTraining : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(500);
    private readonly Stopwatch _sinceReported = Stopwatch.StartNew();
    private RowWaiting _waitedBefore = RowWaiting.None;
    private (int Epoch, long Rows, TimeSpan Time, RowWaiting? Waited) _passBegan;

    private TabularTraining(StreamedRows rows, TabularOptions options, Stopwatch clock)
    {
        (_rows, _table, Schema, _notices, _options, _fold, _clock) = (rows, rows.Validation, rows.Schema, rows.Notices, options, 0, clock);
        (_train, _validation) = ([], rows.Validation.AllRows());
        (Split, PartRows) = (new Split([], _validation, []), rows.Parts);
        _plan = rows.Plan;
        CheckTestTable(options.TestTable, _plan.Preprocessing, Schema.Target!);
        _training = _plan.Options with { TimeLimit = TimeLeft(), Shards = options.Shards, Collective = options.Collective };
        _prepared = clock.Elapsed;
        Trainer = new Trainer(_plan.Network, rows.Examples, _training);
    }

    /// <summary>
    /// Goes through all rows once: infers the schema from a sample, splits row by row, fits the preprocessing in bounded memory, keeps the
    /// validation part, and makes the network. Processes that train together share the rows out and hand round what they learn of them.
    /// </summary>
    /// <param name="rows">The rows to learn from.</param>
    /// <param name="options">The choices.</param>
    /// <param name="streaming">The memory to use and the like; null for the defaults.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DataException">The rows cannot be learned from; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range or does not go with streaming.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static TabularTraining Prepare(RowSource rows, TabularOptions options, StreamingOptions? streaming = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        return new TabularTraining(StreamedRows.Prepare(rows, options, streaming ?? new StreamingOptions(), cancellationToken), options, clock);
    }

    /// <summary>The rows of the data, those without a target among them.</summary>
    public long AllRows => _rows?.AllRows ?? _table.Rows;

    /// <summary>What was chosen, where a preset chose.</summary>
    public Preset? Preset => _plan.Preset;

    internal Collective? Collective => _options.Collective;

    /// <summary>Lets go of what was read in advance and of the file of encoded rows, where rows are streamed.</summary>
    public void Dispose() => _rows?.Dispose();

    /// <summary>Whoever ends a training does not want to wait for another pass over the data.</summary>
    private (Evaluation? Tested, Baselines? Baselines) Tested(TabularModel model, CancellationToken cancellation)
    {
        try
        {
            return _rows!.Test(model, cancellation);
        }
        catch (OperationCanceledException)
        {
            return (null, null);
        }
    }

    private RowWaiting? WaitingOfEpoch()
    {
        if (_rows is null)
        {
            return null;
        }

        var (before, now) = (_waitedBefore, _rows.Waiting);
        _waitedBefore = now;
        var epochs = Trainer.Epochs;
        return now.Since(before, epochs[^1].Elapsed - (epochs.Count > 1 ? epochs[^2].Elapsed : TimeSpan.Zero));
    }

    private void ReportRows(TrainingStep step)
    {
        if (_rows?.Progress is not { } progress || step.Epoch is not null || _sinceReported.Elapsed < s_pause)
        {
            return;
        }

        _sinceReported.Restart();
        var epoch = Trainer.Epochs.Count + 1;
        var done = (long)Trainer.StepsOfEpoch * _training.BatchSize;
        var waiting = _rows.Waiting;
        if (_passBegan.Epoch != epoch)
        {
            _passBegan = (epoch, done, _clock.Elapsed, waiting);
            return;
        }

        var time = _clock.Elapsed - _passBegan.Time;
        progress.Report(new StreamingProgress(
            StreamingPhase.Training, epoch, done, PartRows.Train, time, (done - _passBegan.Rows) / time.TotalSeconds, waiting.Since(_passBegan.Waited!, time)));
    }
}
