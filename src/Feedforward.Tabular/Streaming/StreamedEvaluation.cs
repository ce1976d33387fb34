using System.Diagnostics;

namespace Feedforward.Tabular;

/// <summary>Judges a model, and the simplest ones beside it, by rows that are read a block at a time; of each row only what is predicted and what is true is kept.</summary>
/// <param name="source">The rows.</param>
/// <param name="split">Which row belongs to which part; null to judge by all rows.</param>
/// <param name="blocksAtOnce">How many blocks are in memory at the same time.</param>
internal sealed class StreamedEvaluation(RowSource source, StreamedSplit? split, int blocksAtOnce)
{
    private int _skipped;
    private float[] _numbers = [];
    private int[] _classes = [];

    /// <summary>Predicts the rows that have a target and compares.</summary>
    /// <exception cref="DataException">A row cannot be read, or none has a target.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public (Evaluation Model, Baselines Simplest) Of(
        TabularModel model, SimplestModels simplest, int threads, IProgress<StreamingProgress>? progress, CancellationToken cancellation)
    {
        var read = model.ReadOptions(source.Options);
        var counts = new EncodingCounts();
        var judged = new Judged[source.Blocks];
        var clock = Stopwatch.StartNew();
        var all = 0L;
        for (var first = 0; first < source.Blocks; first += blocksAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(blocksAtOnce, source.Blocks - first);
            RowBlocks.All(count, threads, i => judged[first + i] = Judge(model, simplest.Linear, first + i, read, counts));
            foreach (var block in judged.AsSpan(first, count))
            {
                _skipped += block.Skipped;
                all += block.Rows;
            }

            progress?.Report(new StreamingProgress(
                StreamingPhase.Test, 0, all, source.Rows, clock.Elapsed, all / Math.Max(1e-9, clock.Elapsed.TotalSeconds), RowWaiting.None));
        }

        var rows = judged.Sum(block => block.Outputs.Rows);
        if (rows == 0)
        {
            throw new DataException($"No row has a '{model.Target.Name}' to compare with.", column: model.Target.Name);
        }

        (_numbers, _classes) = ([.. judged.SelectMany(block => block.Numbers)], [.. judged.SelectMany(block => block.Classes)]);
        var ofModel = Joined(rows, model.Network.Outputs, judged, block => block.Outputs, block => block with { Outputs = default });
        var evaluation = Evaluated(model, model.Decode(ofModel, counts.ToNotices(), []));
        var constant = Evaluated(model, simplest.Always(model.Target, rows)) with { Notices = [], Coverage = null };
        if (simplest.Linear is not { } linear || judged.Any(block => block.HasLinearFailed))
        {
            return (evaluation, new Baselines(constant, null));
        }

        var ofLinear = Joined(rows, linear.Network.Outputs, judged, block => block.Linear, block => block with { Linear = default });
        try
        {
            return (evaluation, new Baselines(constant, Evaluated(linear, linear.Decode(ofLinear, [], []))));
        }
        catch (DataException)
        {
            return (evaluation, new Baselines(constant, null));
        }
    }

    private Evaluation Evaluated(TabularModel model, Predictions predictions) => model.Task == LearningTask.Regression
        ? model.Evaluate(predictions, _numbers, _skipped)
        : model.Evaluate(predictions, _classes, _skipped);

    /// <summary>One matrix of the blocks' outputs, each of which is let go of when it is copied.</summary>
    private static Matrix<float> Joined(int rows, int columns, Judged[] judged, Func<Judged, Matrix<float>> outputs, Func<Judged, Judged> without)
    {
        var joined = new Matrix<float>(rows, columns);
        var place = 0;
        for (var block = 0; block < judged.Length; block++)
        {
            var part = outputs(judged[block]).Span;
            part.CopyTo(joined.Span[place..]);
            place += part.Length;
            judged[block] = without(judged[block]);
        }

        return joined;
    }

    private Judged Judge(TabularModel model, TabularModel? linear, int block, ReadOptions read, EncodingCounts counts)
    {
        var table = source.Read(block, read);
        int[] withTarget = [.. StreamedSplit.WithTarget(block, table, model.Target)];
        int[] rows = split is null ? withTarget : [.. withTarget.Where(row => split.Of(block, row) == RowPart.Test)];
        var isRegression = model.Task == LearningTask.Regression;
        var judged = new Judged(
            model.Outputs(table, rows, counts, threads: 1),
            isRegression ? TargetValues.Numbers(table, model.Target, rows) : [],
            isRegression ? [] : TargetValues.Classes(table, model.Target, rows),
            table.Rows,
            table.Rows - withTarget.Length);
        try
        {
            return judged with { Linear = linear?.Outputs(table, rows, new EncodingCounts(), threads: 1) ?? default };
        }
        catch (DataException)
        {
            // As in SimplestModels.Judge: extreme numbers.
            return judged with { HasLinearFailed = true };
        }
    }

    private readonly record struct Judged(Matrix<float> Outputs, float[] Numbers, int[] Classes, int Rows, int Skipped)
    {
        public Matrix<float> Linear { get; init; }

        public bool HasLinearFailed { get; init; }
    }
}
