using Feedforward.Tabular.Tuning;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// One pass over all rows before training begins. Blocks are read several at a time and taken in their order, so that nothing depends on threads. Of processes
/// that train together each reads consecutive pieces of the data and hands round what it has gathered, so that all know the same of all rows.
/// </summary>
/// <param name="source">The rows.</param>
/// <param name="read">How to read them, with what each column holds.</param>
/// <param name="split">Which row belongs to which part.</param>
/// <param name="target">The target, as a sample has it.</param>
/// <param name="columns">Makes what takes a column's training part, one for each.</param>
/// <param name="linearRows">About how many rows of the data to keep those of the training part of, for a linear model.</param>
/// <param name="threads">The most threads; 0 for all processors.</param>
internal sealed class StatisticsPass(
    RowSource source, ReadOptions read, StreamedSplit split, TargetColumn target, IReadOnlyList<Func<ColumnStatistics>> columns, long linearRows, int threads)
{
    private const int MostExamples = 4096;
    private readonly double _sampled = MostExamples / (double)Math.Max(1, source.Rows);
    private readonly double _sampledLinear = linearRows / (double)Math.Max(1, source.Rows);

    /// <summary>Reads the rows of this process, and hears of the others'.</summary>
    /// <param name="collective">The processes that train together, or null.</param>
    /// <param name="blocksAtOnce">How many blocks are in memory at the same time.</param>
    /// <param name="progress">Told how far it is; or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">A row cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public RowStatistics Run(Collective? collective, int blocksAtOnce, IProgress<StreamingProgress>? progress, CancellationToken cancellation)
    {
        var blocks = new SharedBlocks(source, collective);
        var gathered = new RowStatistics(source.Blocks, target, columns);
        blocks.Read(blocksAtOnce, StreamingPhase.Statistics, progress, cancellation, (first, count) =>
        {
            var some = new SplitBlock[count];
            RowBlocks.All(count, threads, i => some[i] = Split(first + i));
            gathered.Add(some, blocks.Ended, threads);
            return some.Sum(block => (long)block.Table.Rows);
        });
        if (Together.Others(collective) is not { } others)
        {
            return gathered;
        }

        var ofAll = new RowStatistics(source.Blocks, target, columns);
        RankMessages.Exchange(others, gathered.Parts(blocks.First, blocks.End), ofAll.Take);
        return ofAll;
    }

    private SplitBlock Split(int number)
    {
        var table = source.Read(number, read);
        int[] withTarget = [.. StreamedSplit.WithTarget(number, table, target)];
        var rows = withTarget.ToLookup(row => split.Of(number, row));
        int[] train = [.. rows[RowPart.Train]];
        return new SplitBlock(
            number,
            table,
            withTarget,
            train,
            [.. rows[RowPart.Validation]],
            [.. train.Where(row => split.IsSampled(number, row, _sampled))],
            [.. train.Where(row => split.IsSampled(number, row, _sampledLinear))],
            rows[RowPart.Test].Count(),
            TableFingerprint.Of(table));
    }
}
