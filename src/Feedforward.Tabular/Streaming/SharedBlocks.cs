using System.Diagnostics;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// The blocks of a pass over all rows, which processes that train together share out: each has consecutive pieces of the data and reads some of its blocks at a
/// time; after each such round all know how far they are and whether one of them failed.
/// </summary>
internal sealed class SharedBlocks
{
    private readonly RowSource _source;
    private readonly Collective? _others;
    private readonly int _pieces;

    /// <param name="source">The rows.</param>
    /// <param name="collective">The processes; null where this one is alone.</param>
    public SharedBlocks(RowSource source, Collective? collective)
    {
        (_source, _others) = (source, Together.Others(collective));
        _pieces = MergeTree<RunningMoments>.Pieces(source.Blocks);
        var (first, end) = ShardTree.ShardsOf(_pieces, _others?.Rank ?? 0, _others?.Size ?? 1);
        (First, End) = (StartOf(first), StartOf(end));
    }

    /// <summary>The first block of this process.</summary>
    public int First { get; }

    /// <summary>The block after its last.</summary>
    public int End { get; }

    /// <summary>The piece that ends with a block; null where none does.</summary>
    public int? Ended(int block)
    {
        var piece = (int)((long)block * _pieces / _source.Blocks);
        return StartOf(piece + 1) == block + 1 ? piece : null;
    }

    /// <summary>Reads the blocks of this process.</summary>
    /// <param name="atOnce">How many blocks are in memory at the same time.</param>
    /// <param name="phase">What the pass is for.</param>
    /// <param name="progress">Told how far all processes are; or null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="read">Reads so many blocks from one on; returns how many rows they have.</param>
    /// <exception cref="DataException">A row cannot be read, by this process or by another.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Read(int atOnce, StreamingPhase phase, IProgress<StreamingProgress>? progress, CancellationToken cancellation, Func<int, int, long> read)
    {
        var (clock, rows) = (Stopwatch.StartNew(), 0L);
        for (int round = 0, rounds = MostOf((End - First + atOnce - 1) / atOnce); round < rounds; round++)
        {
            var first = First + (round * atOnce);
            rows += Together.Do(_others, cancellation, () => first < End ? read(first, Math.Min(atOnce, End - first)) : 0);
            progress?.Report(new StreamingProgress(phase, 0, rows, _source.Rows, clock.Elapsed, rows / Math.Max(1e-9, clock.Elapsed.TotalSeconds), RowWaiting.None));
        }
    }

    // From ceil(pB/N) on, so that block b is of piece floor(bN/B).
    private int StartOf(int piece) => (int)((((long)piece * _source.Blocks) + _pieces - 1) / _pieces);

    private int MostOf(int own)
    {
        if (_others is null)
        {
            return own;
        }

        var everybodys = new double[_others.Size];
        everybodys[_others.Rank] = own;
        _others.Share(everybodys);
        return (int)everybodys.Max();
    }
}
