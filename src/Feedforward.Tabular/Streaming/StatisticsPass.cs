using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular;

/// <summary>
/// One pass over all rows that learns what has to be known before training begins: how many rows of each block belong to which
/// part, what the encoders need, the target's moments or classes, a fingerprint; and keeps the validation part. Blocks are read
/// several at a time and taken in their order, so that nothing depends on threads.
/// </summary>
internal sealed class StatisticsPass
{
    private const int MostExamples = 4096;
    private readonly RowSource _source;
    private readonly ReadOptions _read;
    private readonly StreamedSplit _split;
    private readonly TargetColumn _target;
    private readonly ColumnStatistics[] _columns;
    private readonly LabelCounts? _labels;
    private readonly TableGathering _validation = new();
    private readonly TableGathering _examples = new();
    private readonly TableGathering _linearRows = new();
    private readonly int _threads;
    private readonly double _sampled;
    private readonly double _sampledLinear;

    /// <param name="source">The rows.</param>
    /// <param name="read">How to read them, with what each column holds.</param>
    /// <param name="split">Which row belongs to which part.</param>
    /// <param name="target">The target, as a sample has it.</param>
    /// <param name="columns">Takes the training part, one a column.</param>
    /// <param name="linearRows">About how many rows of the data to keep those of the training part of, for a linear model.</param>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    public StatisticsPass(RowSource source, ReadOptions read, StreamedSplit split, TargetColumn target, ColumnStatistics[] columns, long linearRows, int threads)
    {
        (_source, _read, _split, _target, _columns, _threads) = (source, read, split, target, columns, threads);
        _labels = target.Task == LearningTask.Regression ? null : new LabelCounts(target);
        _sampled = MostExamples / (double)Math.Max(1, source.Rows);
        _sampledLinear = linearRows / (double)Math.Max(1, source.Rows);
        (BlockRows, TrainRows, TestRows) = (new int[source.Blocks], new int[source.Blocks], new int[source.Blocks]);
    }

    /// <summary>Rows of each block.</summary>
    public int[] BlockRows { get; }

    /// <summary>Rows of each block that are learned from.</summary>
    public int[] TrainRows { get; }

    /// <summary>Rows of each block that judge the result.</summary>
    public int[] TestRows { get; }

    /// <summary>Rows without a target.</summary>
    public long Missing { get; private set; }

    /// <summary>Of the training part's targets, where they are numbers.</summary>
    public RunningMoments Target { get; } = new();

    /// <summary>The classes, where the target has some.</summary>
    public LabelCounts? Labels => _labels;

    /// <summary>The rows of the validation part; null where there are none.</summary>
    public Table? Validation => _validation.ToTable();

    /// <summary>About 4,000 rows of the training part, drawn at random; null where chance drew none.</summary>
    public Table? Examples => _examples.ToTable();

    /// <summary>Rows of the training part, drawn at random, that a linear model can learn from; null where chance drew none.</summary>
    public Table? LinearRows => _linearRows.ToTable();

    /// <summary>Stands for the content of all blocks.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>Reads all rows.</summary>
    /// <param name="blocksAtOnce">How many blocks are in memory at the same time.</param>
    /// <param name="progress">Told how far it is; or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DataException">A row cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(int blocksAtOnce, IProgress<StreamingProgress>? progress, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var clock = Stopwatch.StartNew();
        var rows = 0L;
        var parts = new Part[blocksAtOnce];
        for (var first = 0; first < _source.Blocks; first += blocksAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(blocksAtOnce, _source.Blocks - first);
            RowBlocks.All(count, _threads, i => parts[i] = PartOf(first + i));
            RowBlocks.All(_columns.Length, _threads, column =>
            {
                foreach (var part in parts.AsSpan(0, count))
                {
                    _columns[column].Add(part.Table, part.Train);
                }
            });
            for (var i = 0; i < count; i++)
            {
                hash.AppendData(Encoding.ASCII.GetBytes(parts[i].Fingerprint));
                rows += parts[i].Table.Rows;
                Take(first + i, parts[i]);
                parts[i] = default;
            }

            progress?.Report(new StreamingProgress(
                StreamingPhase.Statistics, 0, rows, _source.Rows, clock.Elapsed, rows / Math.Max(1e-9, clock.Elapsed.TotalSeconds), RowWaiting.None));
        }

        Fingerprint = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private Part PartOf(int block)
    {
        var table = _source.Read(block, _read);
        int[] withTarget = [.. StreamedSplit.WithTarget(block, table, _target)];
        var rows = withTarget.ToLookup(row => _split.Of(block, row));
        int[] train = [.. rows[RowPart.Train]];
        return new Part(
            table,
            withTarget,
            train,
            [.. rows[RowPart.Validation]],
            [.. train.Where(row => _split.IsSampled(block, row, _sampled))],
            [.. train.Where(row => _split.IsSampled(block, row, _sampledLinear))],
            rows[RowPart.Test].Count(),
            TableFingerprint.Of(table));
    }

    private void Take(int block, Part part)
    {
        (BlockRows[block], TrainRows[block], TestRows[block]) = (part.Table.Rows, part.Train.Length, part.Test);
        Missing += part.Table.Rows - part.WithTarget.Length;
        if (_labels is not null)
        {
            _labels.Add(part.Table[_target.Name], part.WithTarget, part.Train);
        }
        else
        {
            Target.Add(TargetValues.Numbers(part.Table, _target, part.Train));
        }

        _validation.Add(part.Table, part.Validation);
        _examples.Add(part.Table, part.Sampled);
        _linearRows.Add(part.Table, part.Linear);
    }

    private readonly record struct Part(Table Table, int[] WithTarget, int[] Train, int[] Validation, int[] Sampled, int[] Linear, int Test, string Fingerprint);
}
