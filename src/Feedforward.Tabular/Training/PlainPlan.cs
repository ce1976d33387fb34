using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Penalties;
using Feedforward.Schedules;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>From options to a training, where the options say everything: the lecture's network, nothing added.</summary>
internal static class PlainPlan
{
    /// <summary>The plan.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="schema">What the columns mean.</param>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="validation">The rows that are watched.</param>
    /// <param name="options">The choices.</param>
    public static TrainingPlan Of(Table table, Schema schema, int[] train, int[] validation, TabularOptions options)
    {
        var target = schema.Target!;
        var loss = NetworkPlan.LossOf(options, target);
        var preprocessing = options.From?.Preprocessing ?? TablePreprocessing.Fit(table, schema.Features, train, options.Threads);
        var scale = options.From is { } earlier ? earlier.TargetScale
            : NetworkPlan.Standardises(loss, target.Task) ? TargetScale.Fit(ColumnView.Numbers(table[target.Name], table, train))
            : TargetScale.None;

        // The preprocessing of an earlier training may meet what it was not fitted to.
        var counts = options.From is null ? null : new EncodingCounts();
        var plan = Of(
            new PreparedRows(preprocessing, scale, train.Length)
            {
                Train = TrainingPlan.Data(table, target, preprocessing, scale, train, options, counts: counts),
                Validation = validation.Length > 0 ? TrainingPlan.Data(table, target, preprocessing, scale, validation, options, counts: counts) : null,
            },
            schema,
            options);
        return plan with { Unseen = counts?.ToNotices() ?? [] };
    }

    /// <summary>The plan for rows that are prepared already.</summary>
    public static TrainingPlan Of(PreparedRows rows, Schema schema, TabularOptions options)
    {
        var target = schema.Target!;
        var loss = NetworkPlan.LossOf(options, target);
        var members = options.From?.Members ?? 1;
        var (preprocessing, scale) = (rows.Preprocessing, rows.Scale);
        var metric = new ValidationMetric(loss, TabularMetric.Chosen(options.Metric, target.Task), options.Metric is not null, scale, rows.Validation?.Weights)
        {
            Members = members,
        };
        var network = options.From?.Network
            ?? Network.Create(preprocessing.Width, options.Seed, NetworkPlan.Layers(options, NetworkPlan.Outputs(loss, target)));
        var batchSize = options.BatchSize ?? BatchSizeFor(rows.Count);
        var steps = Math.Max(1, (rows.Count + batchSize - 1) / batchSize);
        var training = new TrainingOptions
        {
            Loss = members > 1 ? Loss.Ensemble(loss, members) : loss,
            Optimizer = Optimizer.Named(options.Optimizer ?? TabularOptions.DefaultOptimizer),
            LearningRate = options.LearningRate,
            Schedule = Schedule.Named(options.Schedule ?? TabularOptions.DefaultSchedule),
            BatchSize = batchSize,
            Epochs = options.Epochs ?? EpochsFor(target.Task, steps),
            Patience = options.Patience ?? Math.Clamp(500 / steps, 10, 100),
            Validation = rows.Validation,
            Criterion = rows.Validation is null ? null : metric.Note,
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
        return new TrainingPlan(preprocessing, scale, loss, network, rows.Train, metric, training, members);
    }

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
}
