using System.Numerics;

namespace Feedforward.Tabular;

/// <summary>
/// Configurations that work well without tuning. They follow RealMLP-TD (Holzmüller, Grinsztajn, Steinwart, "Better by default",
/// NeurIPS 2024), with several smaller networks side by side where that paper trains one.
/// </summary>
public static class Presets
{
    /// <summary>The name that stands for no preset: exactly what the options say.</summary>
    public const string Plain = "plain";

    /// <summary>From how many rows on a tenth of them is enough to watch over a training.</summary>
    internal const int ManyRows = 10_000;

    /// <summary>From how many rows on ranks are embedded by lines: about 300 for each of 48 bins, so that bends are learned rather than known by heart.</summary>
    private const int RowsForLines = 15_000;

    private const int ManyColumns = 40;
    private const int StepsPerEpoch = 8;
    private const int SmallestBatch = 16;
    private const int LargestBatch = 256;

    /// <summary>The names there are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["auto", "fast", "best", Plain];

    /// <summary>
    /// The default: accurate, in moderate time. Five networks, each held back from a fifth of the rows. Numbers of large tables are
    /// learned by three networks in twice the epochs, and a tenth of the rows watches over all three. Fewer than 50 rows get ten small networks of
    /// sizes alone; numbers, and classes of many columns, of up to 2,047 rows small minibatches; from 15,000 rows on ranks are embedded by lines.
    /// </summary>
    /// <param name="schema">What the columns mean; it has a target.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    /// <exception cref="ArgumentException">The schema has no target.</exception>
    public static Preset Auto(Schema schema, int rows)
    {
        var task = TaskOf(schema);

        // Many rows leave little to average away; what is missing then is training.
        var isLong = task == LearningTask.Regression && rows >= ManyRows;
        return Base("auto", schema, rows) with
        {
            Members = isLong ? 3 : AreFew(rows) ? 10 : 5,
            Folds = isLong ? 0 : Math.Clamp(rows, 2, 5),
            Hidden = Hidden(rows, layers: task == LearningTask.Regression ? 3 : 2),
            Epochs = isLong ? 128 : 64,
        };
    }

    /// <summary>One network, in seconds.</summary>
    /// <param name="schema">What the columns mean; it has a target.</param>
    /// <param name="rows">
    /// How many rows there are to learn from: up to 781 are seen 64 times, to learn numbers up to 390 of them 128 times, 1,250 and more 40 times, and of more than 17,500 about 700,000 are seen,
    /// in 8 epochs at least. Fewer than 50 are seen 64 times and leave none to watch over the training; it stops before it knows them by heart.
    /// </param>
    /// <exception cref="ArgumentException">The schema has no target.</exception>
    public static Preset Fast(Schema schema, int rows)
    {
        var most = TaskOf(schema) == LearningTask.Regression ? 128 : 64;
        return Base("fast", schema, rows) with
        {
            Hidden = Hidden(rows, layers: 2),
            Epochs = AreFew(rows) ? 64 : Math.Min(Math.Clamp(50_000 / rows, 40, most), Math.Max(8, 700_000 / rows)),
        };
    }

    /// <summary>
    /// The strongest: ten networks, each held back from a tenth of the rows. Numbers are trained for twice as long as by auto; classes
    /// gain nothing from that. What else pays depends on the table, so of 2,000 rows and more the rows decide on alternatives: of classes whether ranks are embedded,
    /// and of numbers whether to do without dropout in twice the epochs and whether to have lines instead of waves.
    /// </summary>
    /// <param name="schema">What the columns mean; it has a target.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    /// <exception cref="ArgumentException">The schema has no target.</exception>
    public static Preset Best(Schema schema, int rows)
    {
        var isRegression = TaskOf(schema) == LearningTask.Regression;
        var preset = Base("best", schema, rows);
        return preset with
        {
            Members = 10,
            Folds = Math.Clamp(rows, 2, 10),
            Hidden = Hidden(rows, layers: isRegression ? 3 : 2),
            Epochs = isRegression ? 128 : 64,

            // Without dropout lines harm what is smooth.
            NumberEmbedding = isRegression && rows >= RowsForLines ? NumberEmbedding.Periodic : preset.NumberEmbedding,
            Alternatives = isRegression ? [PresetAlternative.LongWithoutDropout, PresetAlternative.PiecewiseLinear]
                : preset.NumberEmbedding == NumberEmbedding.Periodic ? [PresetAlternative.PeriodicAndPiecewiseLinear]
                : [PresetAlternative.Periodic],
        };
    }

    /// <summary>The preset that options ask for, changed as they say; null where the options themselves choose.</summary>
    /// <param name="options">The options.</param>
    /// <param name="schema">What the columns mean; it has a target.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    /// <exception cref="ArgumentException">There is no such preset, it makes a choice that the options make as well, or what it was changed to does not go together.</exception>
    public static Preset? Of(TabularOptions options, Schema schema, int rows)
    {
        ArgumentNullException.ThrowIfNull(options);
        var ofPlain = OfPlain(options);
        var name = options.Preset ?? (ofPlain is null && options.Hidden is null && options.Activation is null ? "auto" : Plain);
        if (options.From is not null || string.Equals(name, Plain, StringComparison.OrdinalIgnoreCase))
        {
            if (options.Alternative is not (null or PresetAlternative.None))
            {
                throw new ArgumentException($"The option {nameof(options.Alternative)} changes a preset, and here the other options choose. Leave it out, or name another preset than '{Plain}'.");
            }

            return null;
        }

        if (ofPlain is not null)
        {
            throw new ArgumentException($"The option {ofPlain} goes with the preset '{Plain}'; the preset '{name}' makes that choice. Leave one of them out.");
        }

        var preset = Named(name, schema, rows);
        preset = options.Alternative is { } names ? PresetAlternative.Apply(preset, names) : preset;
        if (options.Metric is { } metric)
        {
            // Smoothed labels help to find the class and harm its probability.
            preset = preset with { Metric = metric, LabelSmoothing = TabularMetric.Chosen(metric, TaskOf(schema)) == TabularMetric.Accuracy ? preset.LabelSmoothing : 0 };
        }

        preset = preset with
        {
            Hidden = options.Hidden ?? preset.Hidden,
            Activation = options.Activation ?? preset.Activation,
            LearningRate = options.LearningRate ?? preset.LearningRate,
            Schedule = options.Schedule ?? preset.Schedule,
            BatchSize = options.BatchSize ?? preset.BatchSize,
            Epochs = options.Epochs ?? preset.Epochs,
            Patience = options.Patience is { } patience ? (patience == int.MaxValue ? null : patience) : preset.Patience,
            Dropout = options.Dropout ?? preset.Dropout,
            LabelSmoothing = options.LabelSmoothing ?? preset.LabelSmoothing,
            Folds = options.Validation is null ? preset.Folds : 0,
        };
        preset = options.Adjust?.Invoke(preset) ?? preset;
        preset.Check();
        return preset;
    }

    /// <summary>The preset that a training with these options has: it depends on how many rows the test part leaves to learn from.</summary>
    /// <param name="options">The options.</param>
    /// <param name="table">The table.</param>
    /// <param name="schema">What its columns mean; it has a target.</param>
    /// <exception cref="ArgumentException">As for the other form.</exception>
    public static Preset? Of(TabularOptions options, Table table, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        return Of(options, schema, TargetValues.Strata(table, schema.Target!));
    }

    /// <summary>The same for rows by their strata.</summary>
    internal static Preset? Of(TabularOptions options, Schema schema, int[] strata)
    {
        var rows = strata.Count(stratum => stratum >= 0);

        // Most often there is no preset to count for.
        return Of(options, schema, rows) is null ? null : Of(options, schema, rows - Split.Of(strata, 0, TabularTrainer.TestShare(options, rows), options.Seed).Test.Count);
    }

    /// <summary>An option that only a plain network has, where one was set.</summary>
    private static string? OfPlain(TabularOptions options) =>
        options.Loss is not null ? nameof(options.Loss)
        : options.Optimizer is not null ? nameof(options.Optimizer)
        : options.L1 != 0 ? nameof(options.L1)
        : options.L2 != 0 ? nameof(options.L2)
        : options.BatchNormalization ? nameof(options.BatchNormalization)
        : options.LayerNormalization ? nameof(options.LayerNormalization)
        : options.GradientClip is not null ? nameof(options.GradientClip)
        : null;

    /// <summary>The preset with a name, for a task and a number of rows.</summary>
    /// <param name="name">For example "auto".</param>
    /// <param name="schema">What the columns mean; it has a target.</param>
    /// <param name="rows">How many rows there are to learn from.</param>
    /// <exception cref="ArgumentException">There is none of that name, and the message lists the names, or the schema has no target.</exception>
    public static Preset Named(string name, Schema schema, int rows) => name.ToLowerInvariant() switch
    {
        "auto" => Auto(schema, rows),
        "fast" => Fast(schema, rows),
        "best" => Best(schema, rows),
        _ => throw new ArgumentException($"There is no preset '{name}'. The presets are: {string.Join(", ", Names)}.", nameof(name)),
    };

    private static bool AreFew(int rows) => rows < TabularTrainer.RowsWorthSplitting;

    private static IReadOnlyList<int> Hidden(int rows, int layers) => AreFew(rows) ? [64, 64] : [.. Enumerable.Repeat(128, layers)];

    private static LearningTask TaskOf(Schema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Target?.Task ?? throw new ArgumentException("The schema has no target, and a preset depends on what is predicted.", nameof(schema));
    }

    /// <summary>
    /// An eighth of the rows, so that an epoch has eight steps or more: with 256 rows a step, small tables would have a step or two, and 64 epochs of these are
    /// too few to learn numbers, or to tell the few columns that matter from many. Classes of a few columns are learned in 64 steps, as is a straight line through
    /// a few dozen rows.
    /// </summary>
    private static int BatchSizeFor(Schema schema, int rows) =>
        AreFew(rows) || (TaskOf(schema) != LearningTask.Regression && schema.Features.Sum(feature => feature.Width) < ManyColumns)
            ? LargestBatch
            : Math.Clamp(1 << BitOperations.Log2((uint)(rows / StepsPerEpoch)), SmallestBatch, LargestBatch);

    private static Preset Base(string name, Schema schema, int rows)
    {
        var isRegression = TaskOf(schema) == LearningTask.Regression;
        return new Preset
        {
            Name = name,
            Loss = isRegression ? "squared-error" : "softmax-cross-entropy",
            LabelSmoothing = isRegression ? 0 : 0.1f,
            Activation = isRegression ? "mish" : "selu",
            LearningRate = isRegression ? 0.2 : 0.04,
            BatchSize = BatchSizeFor(schema, rows),
            Metric = isRegression ? "rmse" : "accuracy",

            // Of a few dozen rows a number's size is all there is to go by: a straight line and little more.
            Numbers = AreFew(rows) ? NumberScaling.Robust : NumberScaling.RobustAndQuantile,
            CodesFrom = AreFew(rows) ? null : 9,
            NumberEmbedding = AreFew(rows) ? NumberEmbedding.None : rows < RowsForLines ? NumberEmbedding.Periodic : NumberEmbedding.PeriodicAndPiecewiseLinear,
        };
    }
}
