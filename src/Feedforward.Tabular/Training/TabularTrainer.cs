using System.Diagnostics;

namespace Feedforward.Tabular;

/// <summary>From a table to a trained model in one call.</summary>
public static class TabularTrainer
{
    internal const int RowsWorthSplitting = 50;

    /// <summary>
    /// Infers the schema, splits the rows, fits the preprocessing on the training part, trains a network and judges it.
    /// </summary>
    /// <param name="table">The rows to learn from.</param>
    /// <param name="options">The choices.</param>
    /// <param name="progress">Told of each finished epoch; or null.</param>
    /// <param name="cancellationToken">Ends the training; the best model so far is returned.</param>
    /// <exception cref="DataException">The table cannot be learned from; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names something that does not exist.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the training itself, while rows chose among a preset's alternatives.</exception>
    public static TabularResult Fit(
        Table table, TabularOptions options, IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default) =>
        Complete(TabularTraining.Prepare(table, options, progress, cancellationToken), progress, cancellationToken);

    /// <summary>The same with checkpoints: interrupted at any moment and begun again, it ends with the same bits.</summary>
    /// <param name="table">The rows to learn from.</param>
    /// <param name="options">The choices.</param>
    /// <param name="checkpoints">Where and how often the training is saved, and whether it goes on.</param>
    /// <param name="progress">Told of each finished epoch; or null.</param>
    /// <param name="cancellationToken">Saves the training and ends it.</param>
    /// <exception cref="DataException">The table cannot be learned from, or the checkpoints are of another training; the message says why.</exception>
    /// <exception cref="ModelFileException">No checkpoint can be used.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names something that does not exist.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and is saved.</exception>
    public static TabularResult Fit(
        Table table, TabularOptions options, CheckpointOptions checkpoints, IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        return CheckpointedTraining.Fit(from => TabularTraining.Prepare(table, options, from, progress, cancellationToken), options.Collective, checkpoints, progress, cancellationToken);
    }

    /// <summary>Trains on all folds but one and judges on that one, for each fold in turn.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="options">The choices; <see cref="TabularOptions.Test"/>, <see cref="TabularOptions.TestTable"/> and <see cref="TabularOptions.Collective"/> are not used.</param>
    /// <param name="folds">How many folds, 2 or more.</param>
    /// <param name="progress">Told of each finished epoch; or null.</param>
    /// <param name="cancellationToken">Stops it all.</param>
    /// <exception cref="DataException">The table cannot be learned from; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names something that does not exist.</exception>
    /// <exception cref="DivergedException">The training of a fold diverged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CrossValidationResult CrossValidate(
        Table table, TabularOptions options, int folds, IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        return CrossValidation.Of(table, options, folds, null, progress, cancellationToken)!;
    }

    /// <summary>The same with a folder that keeps finished folds and by which several processes share them, to the same result.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="options">The choices, as above.</param>
    /// <param name="folds">How many folds, 2 or more.</param>
    /// <param name="folder">The folder, for this one call.</param>
    /// <param name="progress">Told of each finished epoch of this process; or null.</param>
    /// <param name="cancellationToken">Stops it all; finished folds stay where the folder keeps them.</param>
    /// <returns>Null in all processes but that of rank 0, which gathers the folds.</returns>
    /// <exception cref="DataException">The table cannot be learned from, or the folder is of another cross-validation; the message says why.</exception>
    /// <exception cref="IOException">A fold cannot be saved.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names something that does not exist.</exception>
    /// <exception cref="DivergedException">The training of a fold diverged; thrown in the process of rank 0.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CrossValidationResult? CrossValidate(
        Table table, TabularOptions options, int folds, CrossValidationFolder folder, IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(folder);
        return CrossValidation.Of(table, options, folds, folder, progress, cancellationToken);
    }

    /// <summary>The same with rows that are streamed and need not fit into memory, with checkpoints where they are wanted.</summary>
    /// <param name="rows">The rows to learn from.</param>
    /// <param name="options">The choices.</param>
    /// <param name="streaming">The memory to use and the like; null for the defaults.</param>
    /// <param name="checkpoints">Where and how often the training is saved, and whether it goes on; or null.</param>
    /// <param name="progress">Told of each finished epoch; or null.</param>
    /// <param name="cancellationToken">Ends the training; the best model so far is returned, or with checkpoints the training is saved.</param>
    /// <exception cref="DataException">The rows cannot be learned from, or the checkpoints are of another training; the message says why.</exception>
    /// <exception cref="ModelFileException">No checkpoint can be used.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    /// <exception cref="ArgumentException">An option is out of range or does not go with streaming.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before the first step, or it is saved.</exception>
    public static TabularResult Fit(
        RowSource rows,
        TabularOptions options,
        StreamingOptions? streaming = null,
        CheckpointOptions? checkpoints = null,
        IProgress<TabularEpoch>? progress = null,
        CancellationToken cancellationToken = default)
    {
        checkpoints?.Check();
        using var training = TabularTraining.Prepare(rows, options, streaming, cancellationToken);
        return Fit(training, checkpoints, progress, cancellationToken);
    }

    /// <summary>Trains what is prepared already, with checkpoints where they are wanted.</summary>
    /// <param name="training">The training.</param>
    /// <param name="checkpoints">Where and how often the training is saved, and whether it goes on; or null.</param>
    /// <param name="progress">Told of each finished epoch; or null.</param>
    /// <param name="cancellationToken">As in the other forms.</param>
    /// <exception cref="DataException">The checkpoints are of another training; the message says why.</exception>
    /// <exception cref="ModelFileException">No checkpoint can be used.</exception>
    /// <exception cref="IOException">A checkpoint cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and is saved.</exception>
    public static TabularResult Fit(
        TabularTraining training, CheckpointOptions? checkpoints, IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        return checkpoints is null
            ? Complete(training, progress, cancellationToken)
            : CheckpointedTraining.Fit(_ => training, training.Collective, checkpoints, progress, cancellationToken);
    }

    internal static TabularResult Complete(TabularTraining training, IProgress<TabularEpoch>? progress, CancellationToken cancellationToken)
    {
        Drive(training, progress, cancellationToken);
        return training.Finish(progress, cancellationToken);
    }

    /// <summary>Steps until training is over.</summary>
    internal static void Drive(TabularTraining training, IProgress<TabularEpoch>? progress, CancellationToken cancellationToken)
    {
        while (!training.Trainer.IsOver)
        {
            if (training.Advance(cancellationToken).Epoch is not null)
            {
                progress?.Report(training.Epochs[^1]);
            }
        }
    }

    /// <summary>The options with a preset that is fitted to the rows and to the time there is.</summary>
    internal static TabularOptions Fitted(
        Table table,
        Schema schema,
        int[] strata,
        TabularOptions options,
        Stopwatch clock,
        ref IReadOnlyList<Notice> notices,
        IProgress<TabularEpoch>? progress,
        CancellationToken cancellation,
        int fold = 0)
    {
        List<Notice> more = [.. notices];
        notices = more;
        options = PresetChoice.Of(table, schema, strata, options, more, progress, cancellation, fold);
        return TimeBudget.Fit(table, schema, strata, options, clock.Elapsed, more);
    }

    internal static (Schema Schema, IReadOnlyList<Notice> Notices) Infer(Table table, TabularOptions options)
    {
        if (options.From is not { } model)
        {
            return Schema.Infer(
                table, new SchemaOptions { Target = options.Target, Task = options.Task, Types = options.Types, Drop = options.Drop });
        }

        return (model.Schema, ContinuedTraining.Check(model, table, options));
    }

    /// <summary>The split of a training without folds.</summary>
    internal static Split Divide(TabularOptions options, Schema schema, int[] strata)
    {
        var rows = strata.Count(stratum => stratum >= 0);
        return Split.Of(strata, ValidationShare(options, schema, strata, rows), TestShare(options, rows), options.Seed);
    }

    /// <summary>The share of all rows that judges the result.</summary>
    internal static double TestShare(TabularOptions options, int rows) =>
        options.TestTable is not null ? 0 : options.Test ?? (rows < RowsWorthSplitting ? 0 : 0.2);

    internal static double ValidationShare(TabularOptions options, Schema schema, int[] strata, int rows) =>
        Presets.Of(options, schema, strata) is { Folds: > 0 } ? 0 : options.Validation ?? (rows < RowsWorthSplitting ? 0 : rows < Presets.ManyRows ? 0.2 : 0.1);
}
