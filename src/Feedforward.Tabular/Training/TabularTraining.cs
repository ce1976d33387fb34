using System.Diagnostics;
using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// A training on a table that advances step by step: the rows are split and encoded, the network stands. <see cref="TabularTrainer"/>
/// is a loop around it. Between two steps everything is open to view, and <see cref="Training.Trainer.Save"/> and
/// <see cref="Training.Trainer.Resume"/> of the <see cref="Trainer"/> keep and restore where it stands.
/// </summary>
public sealed partial class TabularTraining
{
    private readonly Table _table;
    private readonly TabularOptions _options;
    private readonly IReadOnlyList<Notice> _notices;
    private readonly TrainingPlan _plan;
    private readonly TrainingOptions _training;
    private readonly int[] _train;
    private readonly int[] _validation;
    private readonly int _fold;
    private readonly Stopwatch _clock;
    private readonly TimeSpan _prepared;
    private readonly List<TabularEpoch> _epochs = [];
    private readonly StreamedRows? _rows;

    internal TabularTraining(
        Table table, Schema schema, IReadOnlyList<Notice> notices, Split split, TabularOptions options, int fold, Stopwatch clock)
    {
        if (split.Train.Count == 0)
        {
            throw new DataException("The split leaves no row to train on.");
        }

        (_table, Schema, Split, _options, _fold, _clock) = (table, schema, split, options, fold, clock);
        (_train, _validation) = ([.. split.Train], [.. split.Validation]);
        PartRows = PartRows.Of(split);
        _plan = PlanOf(_train, _validation);
        _notices = [.. notices, .. _plan.Unseen];
        SameOnAllRanks.CheckTable(table, options.Collective);
        CheckTestTable(options.TestTable, _plan.Preprocessing, schema.Target!);
        _training = _plan.Options with { TimeLimit = TimeLeft(), Shards = options.Shards, Collective = options.Collective };
        _prepared = clock.Elapsed;
        Trainer = new Trainer(_plan.Network, _plan.Train!, _training);
    }

    /// <summary>Infers the schema, splits the rows, fits the preprocessing on the training part and makes the network.</summary>
    /// <param name="table">The rows to learn from.</param>
    /// <param name="options">The choices.</param>
    /// <param name="progress">Told of each epoch of the trials by which rows choose among a preset's alternatives; or null.</param>
    /// <param name="cancellationToken">Ends these trials.</param>
    /// <exception cref="DataException">The table cannot be learned from; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names something that does not exist.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled during such a trial.</exception>
    public static TabularTraining Prepare(
        Table table, TabularOptions options, IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default) =>
        Prepare(table, options, isFitted: false, progress, cancellationToken);

    private static TabularTraining Prepare(
        Table table, TabularOptions options, bool isFitted, IProgress<TabularEpoch>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        var (schema, notices) = TabularTrainer.Infer(table, options);
        var strata = TargetValues.Strata(table, schema.Target!);
        options = isFitted ? options : TabularTrainer.Fitted(table, schema, strata, options, clock, ref notices, progress, cancellation);
        return new TabularTraining(table, schema, notices, TabularTrainer.Divide(options, schema, strata), options, fold: 0, clock);
    }

    /// <summary>What the columns mean.</summary>
    public Schema Schema { get; }

    /// <summary>Which rows are used for what; of a training on streamed rows the rows of the validation part, which alone are in memory.</summary>
    public Split Split { get; }

    /// <summary>How many rows are used for what.</summary>
    public PartRows PartRows { get; }

    /// <summary>From columns to the network's inputs, fitted to the training part.</summary>
    public TablePreprocessing Preprocessing => _plan.Preprocessing;

    /// <summary>Between the target and what the network learns.</summary>
    public TargetScale TargetScale => _plan.Scale;

    /// <summary>The model's loss; of each member where it is an ensemble.</summary>
    public Loss Loss => _plan.Loss;

    /// <summary>The choices of the training itself, as the options or the preset decided them.</summary>
    public TrainingOptions TrainingOptions => _training;

    /// <summary>The rows to learn from, encoded; row i is row i of the <see cref="Tabular.Split.Train"/> part.</summary>
    /// <exception cref="InvalidOperationException">They are streamed and do not lie in memory.</exception>
    public Dataset TrainingData => _plan.Train ?? throw new InvalidOperationException("Streamed rows do not lie in memory.");

    /// <summary>What trains: its parameters, its position, its passes.</summary>
    public Trainer Trainer { get; }

    /// <summary>Every finished epoch that <see cref="Advance"/> reached.</summary>
    public IReadOnlyList<TabularEpoch> Epochs => _epochs;

    /// <summary>The name of the metric that is watched, as in <see cref="Evaluation.Metrics"/>.</summary>
    public string Metric => _plan.Metric.Name;

    /// <summary>What a person should know about the data so far.</summary>
    public IReadOnlyList<Notice> Notices => _notices;

    /// <summary>One step: the next minibatch. Does nothing where training is over.</summary>
    /// <param name="cancellationToken">Ends training instead.</param>
    public TrainingStep Advance(CancellationToken cancellationToken = default)
    {
        var step = Trainer.Advance(cancellationToken);
        if (step.Epoch is { } epoch)
        {
            _epochs.Add(new TabularEpoch(epoch, _training.Epochs, _plan.Metric.Name, _plan.Metric.Value, _fold) { Waiting = WaitingOfEpoch() });
        }

        ReportRows(step);

        return step;
    }

    /// <summary>A model with the network's parameters as they are now, or those of the best epoch so far; nothing calibrated, no intervals.</summary>
    /// <param name="best">Whether the best epoch's are meant.</param>
    public TabularModel ModelSoFar(bool best = false) => ModelOf(best ? Trainer.Best : Trainer.Current, SummaryOf(Trainer.Result));

    /// <summary>Calibrates and judges the network of the best epoch, and trains it again on all rows where that was asked for.</summary>
    /// <param name="progress">Told of each epoch of the second training; or null.</param>
    /// <param name="cancellationToken">Ends the second training.</param>
    public TabularResult Finish(IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default) =>
        Finish(progress, cancellationToken, null);

    internal TabularResult Finish(IProgress<TabularEpoch>? progress, CancellationToken cancellationToken, CheckpointedTraining? checkpoints)
    {
        var trained = _clock.Elapsed;
        var result = Trainer.Result;
        var summary = SummaryOf(result);
        var judged = new List<Notice>();

        // With folds every row was held back from some members, which judge it.
        var held = _plan.FoldOf is null ? _validation : _train;
        var (model, predicted) = CalibratedModel.Of(ModelOf(result.Network, summary), _table, held, _plan, _options, judged);

        // Whether it is cancelled is asked in a step of the second training, where processes that train together answer as one.
        if (_options.Refit && _validation.Length > 0 && _plan.FoldOf is null && result.BestEpoch > 0 && result.DivergedAtStep is null && result.Reason != StopReason.Cancelled)
        {
            int[] all = [.. _train.Concat(_validation).Order()];
            var again = PlanOf(all, []);
            again = again with { Options = again.Options with { Shards = _options.Shards, Collective = _options.Collective } };
            if (Refit.Of(again, result.BestEpoch, TimeLeft(), ReportAgain, judged, _refit, checkpoints is null ? null : DriveAgain, cancellationToken) is { } refitted)
            {
                model = model.With(again, refitted);
            }
        }

        var (validated, tested, simplest) = ((Evaluation?)null, (Evaluation?)null, (Baselines?)null);

        // Of processes that train together one judges for all, but streamed rows are shared out.
        if (_rows is not null && _options.TestTable is null)
        {
            (tested, simplest) = Tested(model, cancellationToken);
        }

        RowBlocks.All(_options.Collective is { Rank: > 0 } ? 0 : 2, _options.Threads, part =>
        {
            if (part == 0)
            {
                validated = predicted is null ? null : model.Evaluate(predicted, _table, held);
            }
            else if (_rows is null || _options.TestTable is not null)
            {
                tested = _options.TestTable is { } other ? model.Evaluate(other)
                    : Split.Test.Count > 0 ? model.Evaluate(_table, [.. Split.Test], _options.Threads)
                    : null;
            }
        });
        if (_options.From is { } earlier && validated is not null && result.DivergedAtStep is null)
        {
            judged.Add(ContinuedTraining.Comparison(earlier.Evaluate(_table, held, _options.Threads), validated, _plan.Metric.Metric));
        }

        model = model.With(summary with
        {
            TestRows = tested?.Rows ?? 0,
            ValidationMetrics = validated?.Metrics ?? summary.ValidationMetrics,
            TestMetrics = tested?.Metrics ?? summary.TestMetrics,
        });
        return new TabularResult(model, _epochs, result, Split, validated, tested, [.. _notices.Concat(WithoutValidation(held)).Concat(judged).Concat(tested?.Notices ?? []).Distinct()], _clock.Elapsed)
        {
            Times = new TrainingTimes(_prepared, result.StepTime, result.ValidationTime, _clock.Elapsed - trained) { Waiting = _rows?.Waiting.Time ?? TimeSpan.Zero },
            ValidationTable = _rows?.Validation,
            Baselines = simplest,
        };

        void DriveAgain(Trainer trainer, Func<TrainingStep> advance, Func<bool> isDone) => checkpoints!.DriveAgain(this, trainer, advance, isDone, cancellationToken);

        void ReportAgain(Epoch epoch) =>
            progress?.Report(new TabularEpoch(epoch, result.BestEpoch, _plan.Metric.Name, null, _fold) { IsRefit = true });
    }

    private TabularModel ModelOf(Network network, TrainingSummary summary) =>
        new(Schema, _plan.Preprocessing, _plan.Scale, network, _plan.Loss, summary) { Members = _plan.Members };

    private TrainingSummary SummaryOf(TrainingResult result) => SummaryOfTraining.Of(_options, _plan, PartRows, result);

    private IEnumerable<Notice> WithoutValidation(int[] held) => held.Length > 0 || _options.Validation is not null ? [] :
    [
        new Notice(NoticeKind.Training, null, $"{PartRows.Train} rows to train on are too few to hold some back for validation, so training did all its epochs and kept the last."),
    ];

    private TrainingPlan PlanOf(int[] learnedFrom, int[] watching) =>
        Presets.Of(_options, Schema, Split.Train.Count + Split.Validation.Count) is { } preset
            ? PresetPlan.Of(_table, Schema, learnedFrom, watching, _options, preset)
            : PlainPlan.Of(_table, Schema, learnedFrom, watching, _options);

    // Something must be learned, however long the preparation took.
    private TimeSpan? TimeLeft() => _options.TimeLimit is { } limit
        ? TimeSpan.FromTicks(Math.Max((limit - _clock.Elapsed).Ticks, limit.Ticks / 20))
        : null;

    /// <summary>What is wrong with the test table is better said before the training than after it.</summary>
    private static void CheckTestTable(Table? table, TablePreprocessing preprocessing, TargetColumn target)
    {
        if (table is null)
        {
            return;
        }

        _ = preprocessing.Encode(table);
        if (TargetValues.Strata(table, target).All(stratum => stratum < 0))
        {
            throw new DataException($"No row of the test table has a '{target.Name}' to compare with.", column: target.Name);
        }
    }
}
