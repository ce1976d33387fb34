namespace Feedforward.Tabular;

/// <summary>Work on many rows, cut into blocks that may run at the same time. Nothing computed may depend on which thread takes which block.</summary>
internal static class RowBlocks
{
    /// <summary>A block's worth of numbers: fewer are not worth a second thread.</summary>
    private const int NumbersInBlock = 1 << 18;

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
        threads = Math.Min(threads > 0 ? threads : Environment.ProcessorCount, blocks);
        if (threads <= 1)
        {
            work(0, rows);
            return;
        }

        var faults = new Exception?[blocks];
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = threads }, block =>
        {
            try
            {
                var start = block * inBlock;
                work(start, Math.Min(inBlock, rows - start));
            }
            catch (DataException fault)
            {
                faults[block] = fault;
            }
        });
        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
