using System.Diagnostics;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Penalties;
using Feedforward.Schedules;
using Feedforward.Training;

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
    public static TabularResult Fit(
        Table table, TabularOptions options, IProgress<TabularEpoch>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var clock = Stopwatch.StartNew();
        var (schema, notices) = Infer(table, options);
        var strata = TargetValues.Strata(table, schema.Target!);
        var rows = strata.Count(stratum => stratum >= 0);
        options = InTime(table, schema, strata, options, clock, ref notices);
        var test = TestShare(options, rows);
        var split = Split.Of(strata, ValidationShare(options, schema.Target!.Task, strata, rows), test, options.Seed);
        return Fit(table, schema, notices, split, options, fold: 0, clock, progress, cancellationToken);
    }

    /// <summary>Trains on all folds but one and judges on that one, for each fold in turn.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="options">The choices; <see cref="TabularOptions.Test"/> and <see cref="TabularOptions.TestTable"/> are not used.</param>
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
        var (schema, notices) = Infer(table, options);
        var strata = TargetValues.Strata(table, schema.Target!);
        var evaluations = new List<Evaluation>();
        foreach (var heldOut in Split.Folds(strata, folds, options.Seed))
        {
            var rest = strata.ToArray();
            foreach (var row in heldOut)
            {
                rest[row] = -1;
            }

            var clock = Stopwatch.StartNew();
            var fitting = InTime(table, schema, rest, options with { TestTable = null, Test = 0 }, clock, ref notices);
            var split = Split.Of(rest, ValidationShare(fitting, schema.Target!.Task, rest, rest.Count(stratum => stratum >= 0)), 0, options.Seed) with { Test = heldOut };
            var result = Fit(table, schema, notices, split, fitting, evaluations.Count + 1, clock, progress, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            result.Training.ThrowIfDiverged();
            evaluations.Add(result.Test!);
        }

        return new CrossValidationResult(evaluations, Summary(evaluations), notices);
    }

    private static TabularResult Fit(
        Table table,
        Schema schema,
        IReadOnlyList<Notice> notices,
        Split split,
        TabularOptions options,
        int fold,
        Stopwatch clock,
        IProgress<TabularEpoch>? progress,
        CancellationToken cancellationToken)
    {
        var target = schema.Target!;
        if (split.Train.Count == 0)
        {
            throw new DataException("The split leaves no row to train on.");
        }

        int[] train = [.. split.Train];
        int[] validation = [.. split.Validation];
        var plan = PlanOf(train, validation);
        CheckTestTable(options.TestTable, plan.Preprocessing, target);
        var training = plan.Options with { TimeLimit = TimeLeft() };
        var epochs = new List<TabularEpoch>();
        var prepared = clock.Elapsed;
        var result = plan.Network.Fit(plan.Train, training, new Epochs(Report), cancellationToken);

        var trained = clock.Elapsed;
        var summary = SummaryOfTraining.Of(options, plan, split, result);
        var judged = new List<Notice>();

        // With folds every row was held back from some members, which judge it.
        var held = plan.FoldOf is null ? validation : train;
        var (model, predicted) = CalibratedModel.Of(
            new TabularModel(schema, plan.Preprocessing, plan.Scale, result.Network, plan.Loss, summary) { Members = plan.Members },
            table,
            held,
            plan,
            options,
            judged);
        if (options.Refit && validation.Length > 0 && plan.FoldOf is null && result.BestEpoch > 0 && result.DivergedAtStep is null && !cancellationToken.IsCancellationRequested)
        {
            int[] all = [.. train.Concat(validation).Order()];
            var again = PlanOf(all, []);
            if (Tabular.Refit.Of(again, result.BestEpoch, TimeLeft(), ReportAgain, judged, cancellationToken) is { } refitted)
            {
                model = model.With(again, refitted);
            }
        }

        var (validated, tested) = ((Evaluation?)null, (Evaluation?)null);
        RowBlocks.All(2, options.Threads, part =>
        {
            if (part == 0)
            {
                validated = predicted is null ? null : model.Evaluate(predicted, table, held);
            }
            else
            {
                tested = options.TestTable is { } other ? model.Evaluate(other)
                    : split.Test.Count > 0 ? model.Evaluate(table, [.. split.Test], options.Threads)
                    : null;
            }
        });
        model = model.With(summary with
        {
            TestRows = tested?.Rows ?? 0,
            ValidationMetrics = validated?.Metrics ?? summary.ValidationMetrics,
            TestMetrics = tested?.Metrics ?? summary.TestMetrics,
        });
        return new TabularResult(model, epochs, result, split, validated, tested, [.. notices, .. WithoutValidation(), .. judged, .. tested?.Notices ?? []], clock.Elapsed)
        {
            Times = new TrainingTimes(prepared, result.StepTime, result.ValidationTime, clock.Elapsed - trained),
        };

        IEnumerable<Notice> WithoutValidation() => held.Length > 0 || options.Validation is not null ? [] :
        [
            new Notice(NoticeKind.Training, null, $"{train.Length} rows to train on are too few to hold some back for validation, so training did all its epochs and kept the last."),
        ];

        TrainingPlan PlanOf(int[] learnedFrom, int[] watching) =>
            Presets.Of(options, target.Task, split.Train.Count + split.Validation.Count) is { } preset
                ? PresetPlan.Of(table, schema, learnedFrom, watching, options, preset)
                : PlainPlan(table, schema, learnedFrom, watching, options);

        // Something must be learned, however long the preparation took.
        TimeSpan? TimeLeft() => options.TimeLimit is { } limit
            ? TimeSpan.FromTicks(Math.Max((limit - clock.Elapsed).Ticks, limit.Ticks / 20))
            : null;

        void Report(Epoch epoch)
        {
            epochs.Add(new TabularEpoch(epoch, training.Epochs, plan.Metric.Name, plan.Metric.Value, fold));
            progress?.Report(epochs[^1]);
        }

        void ReportAgain(Epoch epoch) =>
            progress?.Report(new TabularEpoch(epoch, result.BestEpoch, plan.Metric.Name, null, fold) { IsRefit = true });
    }

    private static TabularOptions InTime(Table table, Schema schema, int[] strata, TabularOptions options, Stopwatch clock, ref IReadOnlyList<Notice> notices)
    {
        List<Notice> more = [.. notices];
        notices = more;
        return TimeBudget.Fit(table, schema, strata, options, clock.Elapsed, more);
    }

    private static TrainingPlan PlainPlan(Table table, Schema schema, int[] train, int[] validation, TabularOptions options)
    {
        var target = schema.Target!;
        var loss = NetworkPlan.LossOf(options, target);
        var members = options.From?.Members ?? 1;
        var preprocessing = options.From?.Preprocessing ?? TablePreprocessing.Fit(table, schema.Features, train, options.Threads);
        var scale = options.From is { } earlier ? earlier.TargetScale
            : NetworkPlan.Standardises(loss, target.Task) ? TargetScale.Fit(ColumnView.Numbers(table[target.Name], table, train))
            : TargetScale.None;
        var trainData = TrainingPlan.Data(table, target, preprocessing, scale, train, options);
        var validationData = validation.Length > 0 ? TrainingPlan.Data(table, target, preprocessing, scale, validation, options) : null;
        var metric = new ValidationMetric(loss, TabularMetric.Chosen(options.Metric, target.Task), options.Metric is not null, scale, validationData?.Weights)
        {
            Members = members,
        };
        var network = options.From?.Network
            ?? Network.Create(preprocessing.Width, options.Seed, NetworkPlan.Layers(options, NetworkPlan.Outputs(loss, target)));
        var batchSize = options.BatchSize ?? BatchSizeFor(train.Length);
        var steps = Math.Max(1, (train.Length + batchSize - 1) / batchSize);
        var training = new TrainingOptions
        {
            Loss = members > 1 ? Loss.Ensemble(loss, members) : loss,
            Optimizer = Optimizer.Named(options.Optimizer ?? TabularOptions.DefaultOptimizer),
            LearningRate = options.LearningRate,
            Schedule = Schedule.Named(options.Schedule ?? TabularOptions.DefaultSchedule),
            BatchSize = batchSize,
            Epochs = options.Epochs ?? EpochsFor(target.Task, steps),
            Patience = options.Patience ?? Math.Clamp(500 / steps, 10, 100),
            Validation = validationData,
            Criterion = validationData is null ? null : metric.Note,
            KeepLastOfTies = metric.KeepsLastOfTies,
            Penalties =
            [
                .. options.L1 > 0 ? [Penalty.L1(options.L1)] : Array.Empty<Penalty>(),
                .. options.L2 > 0 ? [Penalty.L2(options.L2)] : Array.Empty<Penalty>(),
            ],
            GradientClip = options.GradientClip,
            Seed = options.Seed,
            Threads = options.Threads,
            TimeLimit = options.TimeLimit,
        };
        return new TrainingPlan(preprocessing, scale, loss, network, trainData, metric, training, members);
    }

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

    private static (Schema Schema, IReadOnlyList<Notice> Notices) Infer(Table table, TabularOptions options)
    {
        if (options.From is not { } model)
        {
            return Schema.Infer(
                table, new SchemaOptions { Target = options.Target, Task = options.Task, Types = options.Types, Drop = options.Drop });
        }

        if (model.Target.Name != options.Target)
        {
            throw new ArgumentException($"The model predicts '{model.Target.Name}'; training cannot go on with the target '{options.Target}'.");
        }

        return (model.Schema, options.Seed == model.Training.Seed || options.TestTable is not null ? [] :
        [
            new Notice(
                NoticeKind.Training,
                null,
                $"The model was trained with seed {model.Training.Seed} and goes on with seed {options.Seed}, which splits the rows anew: if they are the same rows, some of the test part were learned from before, and the test metrics are too good."),
        ]);
    }

    /// <summary>The share of all rows that judges the result.</summary>
    internal static double TestShare(TabularOptions options, int rows) =>
        options.TestTable is not null ? 0 : options.Test ?? (rows < RowsWorthSplitting ? 0 : 0.2);

    private static double ValidationShare(TabularOptions options, LearningTask task, int[] strata, int rows) =>
        Presets.Of(options, task, strata) is { Folds: > 0 } ? 0 : options.Validation ?? (rows < RowsWorthSplitting ? 0 : rows < Presets.ManyRows ? 0.2 : 0.1);

    private static int BatchSizeFor(int rows) => rows switch
    {
        < 500 => 16,
        < 2_000 => 32,
        < 8_000 => 64,
        < 100_000 => 128,
        _ => 256,
    };

    private static int EpochsFor(LearningTask task, int steps) =>
        task == LearningTask.Regression ? Math.Clamp(30_000 / steps, 50, 500) : Math.Clamp(10_000 / steps, 20, 500);

    private static OrderedDictionary<string, (double Mean, double Deviation)> Summary(List<Evaluation> folds)
    {
        var summary = new OrderedDictionary<string, (double, double)>();
        foreach (var name in folds[0].Metrics.Keys)
        {
            var values = folds.Where(fold => fold.Metrics.ContainsKey(name)).Select(fold => fold.Metrics[name]).ToList();
            var mean = values.Sum() / values.Count;
            var squares = values.Sum(value => (value - mean) * (value - mean));
            summary.Add(name, (mean, values.Count > 1 ? Math.Sqrt(squares / (values.Count - 1)) : 0));
        }

        return summary;
    }

    private sealed class Epochs(Action<Epoch> report) : IProgress<Epoch>
    {
        public void Report(Epoch value) => report(value);
    }
}
