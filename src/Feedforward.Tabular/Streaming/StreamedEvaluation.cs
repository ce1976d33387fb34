using System.Diagnostics;

namespace Feedforward.Tabular;

/// <summary>Judges a model by rows that are read a block at a time; of each row only what is predicted and what is true is kept.</summary>
/// <param name="source">The rows.</param>
/// <param name="split">Which row belongs to which part; null to judge by all rows.</param>
/// <param name="blocksAtOnce">How many blocks are in memory at the same time.</param>
internal sealed class StreamedEvaluation(RowSource source, StreamedSplit? split, int blocksAtOnce)
{
    /// <summary>Predicts the rows that have a target and compares.</summary>
    /// <exception cref="DataException">A row cannot be read, or none has a target.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public Evaluation Of(TabularModel model, int threads, IProgress<StreamingProgress>? progress, CancellationToken cancellation)
    {
        var read = model.ReadOptions(source.Options);
        var counts = new EncodingCounts();
        var judged = new Judged[source.Blocks];
        var clock = Stopwatch.StartNew();
        var (skipped, all) = (0, 0L);
        for (var first = 0; first < source.Blocks; first += blocksAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(blocksAtOnce, source.Blocks - first);
            RowBlocks.All(count, threads, i => judged[first + i] = Judge(model, first + i, read, counts));
            foreach (var block in judged.AsSpan(first, count))
            {
                skipped += block.Skipped;
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

        var outputs = new Matrix<float>(rows, model.Network.Outputs);
        var place = 0;
        for (var block = 0; block < judged.Length; block++)
        {
            judged[block].Outputs.Span.CopyTo(outputs.Span[place..]);
            place += judged[block].Outputs.Span.Length;
            judged[block] = judged[block] with { Outputs = default };
        }

        var predictions = model.Decode(outputs, counts.ToNotices(), []);
        return model.Task == LearningTask.Regression
            ? model.Evaluate(predictions, [.. judged.SelectMany(block => block.Numbers)], skipped)
            : model.Evaluate(predictions, [.. judged.SelectMany(block => block.Classes)], skipped);
    }

    private Judged Judge(TabularModel model, int block, ReadOptions read, EncodingCounts counts)
    {
        var table = source.Read(block, read);
        int[] withTarget = [.. StreamedSplit.WithTarget(block, table, model.Target)];
        int[] rows = split is null ? withTarget : [.. withTarget.Where(row => split.Of(block, row) == RowPart.Test)];
        var isRegression = model.Task == LearningTask.Regression;
        return new Judged(
            model.Outputs(table, rows, counts, threads: 1),
            isRegression ? TargetValues.Numbers(table, model.Target, rows) : [],
            isRegression ? [] : TargetValues.Classes(table, model.Target, rows),
            table.Rows,
            table.Rows - withTarget.Length);
    }

    private readonly record struct Judged(Matrix<float> Outputs, float[] Numbers, int[] Classes, int Rows, int Skipped);
}
