using System.Globalization;

namespace Feedforward.Tabular;

/// <content>How a streamed training is prepared: the schema from a sample, the split, one pass for statistics, the plan.</content>
internal sealed partial class StreamedRows
{
    private const int UsualBlocks = 16;
    private const int FewBlocks = 4;

    /// <summary>Finds out what the columns mean from a sample, goes through all rows once, and plans the training.</summary>
    /// <exception cref="DataException">The rows cannot be learned from; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range or does not go with streaming.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static StreamedRows Prepare(RowSource source, TabularOptions options, StreamingOptions streaming, CancellationToken cancellation)
    {
        streaming.Check();
        if (options.Refit)
        {
            throw new ArgumentException("A streamed training holds its validation rows back for good, so there is nothing for a refit. Leave it out, or allow enough memory to read all rows.");
        }

        var memory = new StreamingMemory(streaming.Memory, source);
        var sample = source.Sample(options.From?.ReadOptions(source.Options) ?? source.Options, memory.SampleBytes);
        var isWhole = sample.Rows >= source.Rows;
        SameOnAllRanks.CheckData(source, sample, options.Collective);
        if (Together.Others(options.Collective) is { } others && streaming.Test is { } test)
        {
            SameOnAllRanks.CheckData(test, test.Sample(test.Options, 0), others);
        }

        var (schema, notices) = TabularTrainer.Infer(sample, options);
        var said = notices.Where(notice => isWhole || notice.Kind is not (NoticeKind.MissingTarget or NoticeKind.RareClass)).ToList();
        if (!isWhole)
        {
            Say($"What the columns hold was found out from a sample of {sample.Rows:N0} of {source.Rows:N0} rows; where it is wrong, declare a column's type.");
        }

        var compared = Together.Others(options.Collective) is null ? null : new CheckedRows(source);
        if (KeptOf(compared ?? source, sample, schema, streaming.CacheFolder, Together.Others(options.Collective)?.Size ?? 1, Say) is not { } kept)
        {
            return Prepare(compared ?? source);
        }

        try
        {
            return Prepare(kept);
        }
        catch
        {
            kept.Dispose();
            throw;
        }

        void Say(FormattableString text) => said.Add(new Notice(NoticeKind.Training, null, text.ToString(CultureInfo.InvariantCulture)));

        StreamedRows Prepare(RowSource rows) => StreamedRows.Prepare(rows, compared, source.Options, options, streaming, memory, schema, isWhole, said, cancellation);
    }

    private static StreamedRows Prepare(
        RowSource source,
        CheckedRows? compared,
        ReadOptions readOptions,
        TabularOptions options,
        StreamingOptions streaming,
        StreamingMemory memory,
        Schema schema,
        bool isWhole,
        List<Notice> said,
        CancellationToken cancellation)
    {
        var split = SplitOf(source.Rows, options, streaming, memory, schema.Target!, Say);
        var preset = PresetOf(source.Rows, options, split, schema, Say);
        var encoders = preset is null ? PreprocessingOptions.Default : PresetPlan.PreprocessingOf(preset);
        var sketchSize = memory.SketchSize(schema.Features.Count);
        Func<ColumnStatistics>[] empty = options.From is not null ? [] : [.. schema.Features.Select(feature => ((Func<ColumnStatistics>)(() => ColumnStatistics.For(feature, encoders, sketchSize))))];
        var read = readOptions with { Types = new Dictionary<string, ColumnKind>(readOptions.Types.Concat(schema.KnownTypes()).DistinctBy(pair => pair.Key)) };
        var pass = Hinting(options, isWhole, () => new StatisticsPass(source, read, split, schema.Target!, empty, memory.LinearRows, options.Threads)
            .Run(options.Collective, memory.BlocksAtOnce(4 * Threads(options)), streaming.Progress, cancellation));
        var own = new SharedBlocks(source, options.Collective);
        compared?.Expect(pass.Fingerprints, read, own.First, own.End);
        var (columns, moments) = (pass.Columns(), pass.Target());

        if (pass.Labels?.ToTarget(new SchemaOptions { Target = options.Target, Task = options.Task, Types = options.Types }, options.From is not null) is { } target)
        {
            schema = schema with { Target = target };
        }

        if (pass.Missing > 0 && !isWhole)
        {
            said.Add(new Notice(NoticeKind.MissingTarget, options.Target, $"{pass.Missing} of {source.Rows} rows have no '{options.Target}' and are left out of training and evaluation."));
        }

        if (Sum(pass.TrainRows) == 0)
        {
            throw new DataException("The split leaves no row to train on.");
        }

        said.AddRange(columns.Select(column => column.Notice).OfType<Notice>());
        if (columns.Select(column => column.RankError).DefaultIfEmpty().Max() is > 0 and var error)
        {
            Say($"Quantiles of columns are approximate: ranks to within {100 * error:0.##} %.");
        }

        var (plan, weights) = PlanOf(schema, options, preset, columns, moments, pass);
        var numbers = plan.Preprocessing.Width + 1 + (weights is null ? 0 : 1);
        var window = memory.Window(numbers, pass.TrainRows.Max(), UsualBlocks);
        if (window.Blocks < Math.Min(FewBlocks, source.Blocks))
        {
            Say($"Blocks of up to {pass.TrainRows.Max():N0} rows are so large that rows are shuffled within {window.Blocks} of them at a time. More memory, or smaller row groups, mix them better.");
        }

        var blocks = new EncodedBlocks(source, read, split, schema.Target!, plan.Preprocessing, plan.Scale, weights, pass.BlockRows, pass.TrainRows);
        return new StreamedRows(source, streaming, options, split, schema, said, pass, moments.Mean, plan, blocks, window);

        void Say(FormattableString text) => said.Add(new Notice(NoticeKind.Training, null, text.ToString(CultureInfo.InvariantCulture)));
    }

    private static KeptRows? KeptOf(RowSource source, Table sample, Schema schema, string? folder, int ranks, Action<FormattableString> say)
    {
        if (folder is null)
        {
            return null;
        }

        var columns = schema.Features.Select(feature => feature.Name).Append(schema.Target!.Name).ToHashSet(StringComparer.Ordinal);

        // Each of several processes keeps its pieces of the data and the blocks of its shards, which are others.
        var size = (long)(KeptRows.SizeOf(source, sample, columns) * Math.Min(1, 2.0 / ranks));
        var room = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (size + (size / 10) > room)
        {
            say($"Parsed rows would take {size >> 20:N0} MiB in the folder '{folder}', where {room >> 20:N0} MiB are free, so rows are parsed anew in each epoch.");
            return null;
        }

        say($"Parsed rows are kept in a file of about {size >> 20:N0} MiB in the folder '{folder}' while training runs.");
        return new KeptRows(source, columns, folder);
    }

    private static int Threads(TabularOptions options) => options.Threads > 0 ? options.Threads : Environment.ProcessorCount;

    private static int Sum(int[] counts) => counts.Sum(count => (long)count) is <= int.MaxValue and var sum
        ? (int)sum
        : throw new DataException($"There are more than {int.MaxValue:N0} rows, which is the most that can be trained on.");

    private static StreamedSplit SplitOf(long rows, TabularOptions options, StreamingOptions streaming, StreamingMemory memory, TargetColumn target, Action<FormattableString> say)
    {
        var few = (int)Math.Min(rows, int.MaxValue);
        var test = streaming.Test is not null ? 0 : TabularTrainer.TestShare(options, few);
        test = options.Test is null ? Math.Min(test, memory.TestRows(target.Classes.Count) / (double)rows) : test;
        var asked = options.Validation ?? (rows < TabularTrainer.RowsWorthSplitting ? 0 : rows < Presets.ManyRows ? 0.2 : 0.1);
        var validation = Math.Min(asked, memory.ValidationRows / (rows * (1 - test)));
        if (options.Validation is not null && validation < asked)
        {
            say($"The validation part is kept in memory and has {memory.ValidationRows:N0} rows, not the share of {asked:0.###}.");
        }

        return new StreamedSplit(validation, test, options.Seed);
    }

    private static Preset? PresetOf(long rows, TabularOptions options, StreamedSplit split, Schema schema, Action<FormattableString> say)
    {
        // Trials of alternatives need rows that lie in memory.
        var preset = Presets.Of(options with { Alternative = options.Alternative ?? PresetAlternative.None }, schema, (int)Math.Min(rows * (1 - split.Test), int.MaxValue));
        if (preset is { Folds: > 0 })
        {
            say($"Streamed rows are not cut into {preset.Folds} folds: all {preset.Members} networks of the preset {preset.Name} learn from the same rows, and one part that is held back watches over them.");
            return preset with { Folds = 0 };
        }

        return preset;
    }

    private static (TrainingPlan Plan, float[]? Weights) PlanOf(Schema schema, TabularOptions options, Preset? preset, ColumnStatistics[] columns, RunningMoments moments, RowStatistics pass)
    {
        var target = schema.Target!;
        var loss = preset is null ? NetworkPlan.LossOf(options, target) : PresetPlan.LossOf(preset);
        var preprocessing = options.From?.Preprocessing ?? Preprocessing([.. columns.Select(column => column.Fit())]);
        var scale = options.From is { } model ? model.TargetScale
            : !NetworkPlan.Standardises(loss, target.Task) ? TargetScale.None
            : preset is { KeepInRange: true } ? new TargetScale(moments.Mean, moments.Deviation) { Minimum = moments.Minimum, Maximum = moments.Maximum }
            : new TargetScale(moments.Mean, moments.Deviation);
        if (target.Task == LearningTask.Regression && moments.Minimum == moments.Maximum)
        {
            throw new DataException($"The target '{target.Name}' is {moments.Minimum.ToString(CultureInfo.InvariantCulture)} in every row; there is nothing to learn.", column: target.Name);
        }

        var rows = new PreparedRows(preprocessing, scale, Sum(pass.TrainRows))
        {
            Validation = pass.Validation is { } held ? TrainingPlan.Data(held, target, preprocessing, scale, held.AllRows(), options) : null,
        };
        var weights = pass.Labels is { } labels ? WeightsOf(options, target, labels.TrainRows(target)) : null;
        if (preset is null)
        {
            return (PlainPlan.Of(rows, schema, options), weights);
        }

        var examples = pass.Examples ?? throw new DataException("There are too few rows to train on.");
        return (PresetPlan.Of(rows with { Examples = preprocessing.Encode(examples, PresetPlan.Some(examples.AllRows())) }, schema, options, preset), weights);
    }

    private static TablePreprocessing Preprocessing(FeatureEncoder[] encoders) => encoders.Any(encoder => encoder.Width > 0)
        ? new TablePreprocessing(encoders)
        : throw new DataException("The training part has no value in any of the columns.");

    /// <summary>Class weights with which the rows of the training part have the mean 1.</summary>
    private static float[]? WeightsOf(TabularOptions options, TargetColumn target, int[] counts)
    {
        if (ExampleWeights.OfClasses(options, target, counts) is not { } weights)
        {
            return null;
        }

        var sum = counts.Zip(weights, (count, weight) => count * weight).Sum();
        return sum > 0 ? Array.ConvertAll(weights, weight => (float)(weight * counts.Sum(count => (double)count) / sum))
            : throw new DataException("All weights are 0; at least one must be positive.");
    }

    /// <summary>Says where a kind comes from that a cell does not have.</summary>
    private static RowStatistics Hinting(TabularOptions options, bool isWhole, Func<RowStatistics> pass)
    {
        try
        {
            return pass();
        }
        catch (DataException e) when (e.Column is { } column && !isWhole && !options.Types.ContainsKey(column) && options.From is null)
        {
            throw new DataException($"{e.Message} What '{column}' holds was found out from a sample; declare its type to say what it is, for example a category.", e.Row, column, e);
        }
    }
}
