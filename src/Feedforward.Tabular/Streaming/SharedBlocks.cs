using System.Diagnostics;
using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>
/// The blocks of a pass over all rows, which processes that train together share out: each has consecutive pieces of the data. They read for about a second, as
/// many blocks as each of them can, and tell each other how far they are and whether one of them failed.
/// </summary>
internal sealed class SharedBlocks
{
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(1);
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
        var (clock, first, rows) = (Stopwatch.StartNew(), First, 0L);
        while (MostOf(End - first) > 0)
        {
            var until = clock.Elapsed + (_others is null ? TimeSpan.Zero : s_round);
            rows += Together.Do(_others, cancellation, () =>
            {
                var done = 0L;
                do
                {
                    cancellation.ThrowIfCancellationRequested();
                    var count = Math.Clamp(End - first, 0, atOnce);
                    done += count > 0 ? read(first, count) : 0;
                    first += count;
                }
                while (first < End && clock.Elapsed < until);
                return done;
            });
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
