using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Schedules;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>From a preset to a training that is ready to begin.</summary>
internal static class PresetPlan
{
    /// <summary>Prepares the training of a preset.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">What its columns mean.</param>
    /// <param name="train">The rows to learn from.</param>
    /// <param name="validation">The rows that watch over the training; none where the preset has folds.</param>
    /// <param name="options">Seed, threads, time limit, class weights.</param>
    /// <param name="preset">The choices.</param>
    public static TrainingPlan Of(Table table, Schema schema, int[] train, int[] validation, TabularOptions options, Preset preset)
    {
        var target = schema.Target!;
        var preprocessing = TablePreprocessing.Fit(table, schema.Features, train, options.Threads, PreprocessingOf(preset));
        var scale = NetworkPlan.Standardises(LossOf(preset), target.Task) ? ScaleOf(table, target, train, preset.KeepInRange) : TargetScale.None;
        var folds = preset.Folds;
        var foldOf = folds > 0 ? FoldOf(table, target, train, folds, options.Seed) : null;
        var data = TrainingPlan.Data(table, target, preprocessing, scale, train, options, foldOf);
        var watched = folds > 0 ? data
            : validation.Length > 0 ? TrainingPlan.Data(table, target, preprocessing, scale, validation, options)
            : null;
        return Of(
            new PreparedRows(preprocessing, scale, train.Length)
            {
                Train = data,
                Validation = watched,
                Examples = preprocessing.Encode(table, Some(train)),
                FoldOf = foldOf,
            },
            schema,
            options,
            preset);
    }

    /// <summary>The plan for rows that are prepared already.</summary>
    public static TrainingPlan Of(PreparedRows rows, Schema schema, TabularOptions options, Preset preset)
    {
        var target = schema.Target!;
        var (loss, folds) = (LossOf(preset), preset.Folds);
        var (preprocessing, scale, some, watched) = (rows.Preprocessing, rows.Scale, rows.Examples, rows.Validation);
        var metric = new ValidationMetric(
            loss, TabularMetric.Chosen(preset.Metric, target.Task), chooses: true, scale, watched?.Weights)
        {
            Members = preset.Members,
            Folds = folds,
            FoldOf = rows.FoldOf ?? [],
        };
        var network = Network.Create(
            preprocessing.Width, options.Seed, PresetNetwork.Layers(preset, preprocessing, NetworkPlan.Outputs(loss, target), some));
        if (preset.FitInitialParameters)
        {
            network = DataDependentInitialization.Apply(network, some, options.Seed);
        }

        var training = new TrainingOptions
        {
            Loss = preset.Members > 1 || folds > 0 ? Loss.Ensemble(loss, preset.Members, folds) : loss,
            Optimizer = Optimizer.AdamW(preset.WeightDecay, beta2: preset.Beta2),
            LearningRate = preset.LearningRate,
            Schedule = Schedule.Named(preset.Schedule),
            DecaySchedule = Schedule.Named(preset.DecaySchedule),
            DropoutSchedule = Schedule.Named(preset.DropoutSchedule),
            BatchSize = BatchSizeFor(preset, rows.Count),
            DropLastBatch = true,
            Epochs = preset.Epochs,
            Patience = preset.Patience,
            ValidateEvery = preset.ValidateEvery,
            Validation = watched,
            Criterion = watched is null ? null : metric.Note,
            KeepLastOfTies = metric.KeepsLastOfTies,
            Seed = options.Seed,
            Threads = options.Threads,
            TimeLimit = options.TimeLimit,
        };
        return new TrainingPlan(preprocessing, scale, loss, network, rows.Train, metric, training, preset.Members, preset, rows.FoldOf);
    }

    private const int Examples = 1024;
    private const int FewSteps = 8;

    /// <summary>The encoders of a preset.</summary>
    public static PreprocessingOptions PreprocessingOf(Preset preset) => new() { Numbers = preset.Numbers, CodesFrom = preset.CodesFrom };

    /// <summary>The loss of a preset.</summary>
    public static Loss LossOf(Preset preset) =>
        preset.LabelSmoothing > 0 ? Loss.SmoothedCrossEntropy(preset.LabelSmoothing) : Loss.Named(preset.Loss);

    /// <summary>
    /// Rows that fill no minibatch are left out of an epoch. Beside a single full one that could be nearly half of them, so a few are made equally large; of
    /// more than eight at most a ninth of the rows is left out, others each time.
    /// </summary>
    private static int BatchSizeFor(Preset preset, int rows)
    {
        var most = Math.Min(preset.BatchSize, rows);
        var steps = (rows + most - 1) / most;
        return steps <= FewSteps ? rows / steps : most;
    }

    /// <summary>Of many rows as many as first parameters are fitted to.</summary>
    public static int[] Some(int[] rows) => rows.Length > Examples ? Evenly(rows, Examples) : rows;

    private static int[] Evenly(int[] rows, int count)
    {
        var some = new int[count];
        for (var i = 0; i < count; i++)
        {
            some[i] = rows[(int)((long)i * rows.Length / count)];
        }

        return some;
    }

    private static TargetScale ScaleOf(Table table, TargetColumn target, int[] rows, bool keepInRange)
    {
        var numbers = ColumnView.Numbers(table[target.Name], table, rows);
        var scale = TargetScale.Fit(numbers);
        return keepInRange ? scale with { Minimum = numbers.Min(), Maximum = numbers.Max() } : scale;
    }

    /// <summary>The fold of each training row, by its place in <paramref name="train"/>.</summary>
    private static int[] FoldOf(Table table, TargetColumn target, int[] train, int folds, ulong seed)
    {
        var all = TargetValues.Strata(table, target);
        var strata = new int[train.Length];
        for (var i = 0; i < train.Length; i++)
        {
            strata[i] = all[train[i]];
        }

        var foldOf = new int[train.Length];
        var parts = Split.Folds(strata, folds, seed);
        for (var fold = 0; fold < parts.Count; fold++)
        {
            foreach (var i in parts[fold])
            {
                foldOf[i] = fold;
            }
        }

        return foldOf;
    }
}
