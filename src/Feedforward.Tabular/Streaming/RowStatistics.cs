using System.Security.Cryptography;
using System.Text;

namespace Feedforward.Tabular;

/// <summary>
/// What has to be known of the rows before training begins, gathered block by block: how many rows of each block belong to which part, what the encoders need,
/// the target's moments or classes, a fingerprint, and the rows of the validation part. What was gathered elsewhere of later blocks can be added.
/// </summary>
internal sealed class RowStatistics
{
    private const int NumbersAtOnce = 1 << 22;
    private readonly TargetColumn _target;
    private readonly MergeTree<RunningMoments> _moments = new(() => new RunningMoments());
    private readonly MergeTree<ColumnStatistics>[] _columns;
    private readonly TableGathering[] _tables = [new(), new(), new()];

    /// <param name="blocks">How many blocks the data have.</param>
    /// <param name="target">The target, as a sample has it.</param>
    /// <param name="columns">Makes what takes a column's training part, one for each.</param>
    public RowStatistics(int blocks, TargetColumn target, IReadOnlyList<Func<ColumnStatistics>> columns)
    {
        (_target, _columns) = (target, [.. columns.Select(create => new MergeTree<ColumnStatistics>(create))]);
        Labels = target.Task == LearningTask.Regression ? null : new LabelCounts(target);
        (BlockRows, TrainRows, TestRows, Fingerprints) = (new int[blocks], new int[blocks], new int[blocks], new string[blocks]);
        Array.Fill(Fingerprints, string.Empty);
    }

    /// <summary>Rows of each block.</summary>
    public int[] BlockRows { get; }

    /// <summary>Rows of each block that are learned from.</summary>
    public int[] TrainRows { get; }

    /// <summary>Rows of each block that judge the result.</summary>
    public int[] TestRows { get; }

    /// <summary>What stands for the content of each block; empty for those that were not read.</summary>
    public string[] Fingerprints { get; }

    /// <summary>Rows without a target.</summary>
    public long Missing { get; private set; }

    /// <summary>The classes, where the target has some.</summary>
    public LabelCounts? Labels { get; }

    /// <summary>The rows of the validation part; null where there are none.</summary>
    public Table? Validation => _tables[0].ToTable();

    /// <summary>About 4,000 rows of the training part, drawn at random; null where chance drew none.</summary>
    public Table? Examples => _tables[1].ToTable();

    /// <summary>Rows of the training part, drawn at random, that a linear model can learn from; null where chance drew none.</summary>
    public Table? LinearRows => _tables[2].ToTable();

    /// <summary>Of the training part's targets, where they are numbers; once all blocks are here.</summary>
    public RunningMoments Target() => _moments.Whole;

    /// <summary>What each encoder needs; once all blocks are here.</summary>
    public ColumnStatistics[] Columns() => [.. _columns.Select(column => column.Whole)];

    /// <summary>Stands for the content of all blocks; once they are here.</summary>
    public string Fingerprint() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(Fingerprints))).AsSpan(0, 16));

    /// <summary>Takes the next blocks.</summary>
    /// <param name="blocks">The blocks, in their order.</param>
    /// <param name="ended">The piece of the data that ends with a block, or null.</param>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    public void Add(SplitBlock[] blocks, Func<int, int?> ended, int threads)
    {
        RowBlocks.All(_columns.Length, threads, column =>
        {
            foreach (var block in blocks)
            {
                Add(_columns[column], block, ended, statistics => statistics.Add(block.Table, block.Train));
            }
        });
        foreach (var block in blocks)
        {
            var (number, table) = (block.Number, block.Table);
            (BlockRows[number], TrainRows[number], TestRows[number], Fingerprints[number]) = (table.Rows, block.Train.Length, block.Test, block.Fingerprint);
            Missing += table.Rows - block.WithTarget.Length;
            Labels?.Add(table[_target.Name], block.WithTarget, block.Train);
            Add(_moments, block, ended, moments => moments.Add(Labels is null ? TargetValues.Numbers(table, _target, block.Train) : []));
            _tables[0].Add(table, block.Validation);
            _tables[1].Add(table, block.Sampled);
            _tables[2].Add(table, block.Linear);
        }
    }

    /// <summary>All that was gathered, part by part.</summary>
    /// <param name="first">The first block that was read.</param>
    /// <param name="end">The block after the last.</param>
    public IEnumerable<Action<BinaryWriter>> Parts(int first, int end)
    {
        yield return writer => Write(writer, first, end);
        for (var column = 0; column < _columns.Length; column++)
        {
            var number = column;
            yield return writer =>
            {
                writer.Write(number);
                _columns[number].Write(writer);
            };
        }

        for (var kind = 0; kind < _tables.Length; kind++)
        {
            var table = _tables[kind].ToTable();
            var rows = table is null ? 1 : Math.Max(1, NumbersAtOnce / table.Columns.Count);
            foreach (var some in table?.AllRows().Chunk(rows) ?? [])
            {
                var number = _columns.Length + kind;
                yield return writer =>
                {
                    var bytes = KeptTable.Write(table!.Select(some), table.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal));
                    writer.Write(number);
                    writer.Write(bytes.Length);
                    writer.Write(bytes);
                };
            }
        }
    }

    /// <summary>Adds a part of what was gathered of the blocks that follow on those that are here.</summary>
    public void Take(BinaryReader reader)
    {
        var number = reader.ReadInt32();
        if (number < 0)
        {
            TakeBlocks(reader);
        }
        else if (number < _columns.Length)
        {
            _columns[number].Take(reader);
        }
        else
        {
            var table = KeptTable.Read(reader.ReadBytes(reader.ReadInt32()));
            _tables[number - _columns.Length].Add(table, table.AllRows());
        }
    }

    private static void Add<T>(MergeTree<T> tree, SplitBlock block, Func<int, int?> ended, Action<T> add)
        where T : class, IMergeable
    {
        add(tree.Open);
        if (ended(block.Number) is { } piece)
        {
            tree.Close(piece);
        }
    }

    private void Write(BinaryWriter writer, int first, int end)
    {
        writer.Write(-1);
        writer.Write(first);
        writer.Write(end);
        for (var block = first; block < end; block++)
        {
            writer.Write(BlockRows[block]);
            writer.Write(TrainRows[block]);
            writer.Write(TestRows[block]);
            writer.Write(Fingerprints[block]);
        }

        writer.Write(Missing);
        _moments.Write(writer);
        Labels?.Write(writer);
    }

    private void TakeBlocks(BinaryReader reader)
    {
        var (first, end) = (reader.ReadInt32(), reader.ReadInt32());
        for (var block = first; block < end; block++)
        {
            (BlockRows[block], TrainRows[block], TestRows[block], Fingerprints[block]) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadString());
        }

        Missing += reader.ReadInt64();
        _moments.Take(reader);
        Labels?.Merge(reader);
    }
}
