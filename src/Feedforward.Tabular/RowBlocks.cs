using System.Runtime.ExceptionServices;

namespace Feedforward.Tabular;

/// <summary>Work on many rows, cut into blocks that may run at the same time. Nothing computed may depend on which thread takes which block.</summary>
internal static class RowBlocks
{
    /// <summary>A block's worth of numbers: fewer are not worth a second thread.</summary>
    private const int NumbersInBlock = 1 << 18;

    /// <summary>From so many rows on, columns are worth being worked on at the same time.</summary>
    public const int Many = 10_000;

    /// <summary>Calls <paramref name="work"/> with the first row and the number of rows of each block.</summary>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="width">How many numbers are read or written for each.</param>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    /// <param name="work">Does one block.</param>
    /// <exception cref="DataException">What the first block that failed threw.</exception>
    public static void Each(int rows, int width, int threads, Action<int, int> work)
    {
        var inBlock = Math.Max(256, NumbersInBlock / Math.Max(width, 1));
        var blocks = (int)(((long)rows + inBlock - 1) / inBlock);
        All(blocks, threads, block =>
        {
            var start = block * inBlock;
            work(start, Math.Min(inBlock, rows - start));
        });
    }

    /// <summary>Calls <paramref name="work"/> with 0, 1, … <paramref name="count"/> − 1, several at the same time.</summary>
    /// <param name="count">How many calls.</param>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    /// <param name="work">Does one.</param>
    /// <exception cref="DataException">What the first of those that failed threw.</exception>
    public static void All(int count, int threads, Action<int> work)
    {
        threads = Math.Min(threads > 0 ? threads : Environment.ProcessorCount, count);
        if (threads <= 1)
        {
            for (var i = 0; i < count; i++)
            {
                work(i);
            }

            return;
        }

        var faults = new Exception?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            try
            {
                work(i);
            }
            catch (DataException fault)
            {
                faults[i] = fault;
            }
        });
        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
