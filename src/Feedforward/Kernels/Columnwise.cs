using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>A formula that goes down some rows of a matrix in one or more columns at once.</summary>
internal interface IColumnwise
{
    /// <summary>Takes rows <paramref name="row"/> to <paramref name="end"/> − 1 of the columns from <paramref name="j"/> on that the lane holds.</summary>
    void Down<T>(nint j, int row, int end)
        where T : struct, IFloatLane<T>;
}

/// <summary>
/// The one traversal of work on columns. Rows come in ascending order, a few at a time, so that what is the same for a
/// column is read once for them; vectors and threads split the columns, so the bits depend on neither.
/// </summary>
internal static class Columnwise
{
    private const int RowsAtOnce = 8;
    private const int NumbersAtOnce = 4096;
    private const int FewestColumnsOfPart = 64;

    /// <summary>Applies the body to all rows and columns, on several threads where that pays.</summary>
    public static void Run<TBody>(TBody body, int rows, int columns, int threads)
        where TBody : unmanaged, IColumnwise
    {
        var together = Math.Max(RowsAtOnce, NumbersAtOnce / Math.Max(1, columns));
        var parts = Math.Min(threads, columns / FewestColumnsOfPart);
        if (parts <= 1 || (long)rows * columns < Elementwise.ParallelThreshold)
        {
            Part(body, rows, 0, columns, together);
            return;
        }

        var length = (((columns + parts - 1) / parts) + 15) & ~15;
        var work = new Parts<TBody>(body, rows, columns, length, together);
        Team.Run(parts, threads, ref work);
    }

    private static void Part<TBody>(TBody body, int rows, int start, int end, int together)
        where TBody : unmanaged, IColumnwise
    {
        for (var row = 0; row < rows; row += together)
        {
            Elementwise.Range(new Rows<TBody>(body, row, Math.Min(rows, row + together)), start, end);
        }
    }

    private readonly struct Rows<TBody>(TBody body, int row, int end) : IElementwise
        where TBody : unmanaged, IColumnwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void At<T>(nint i)
            where T : struct, IFloatLane<T> => body.Down<T>(i, row, end);
    }

    private readonly struct Parts<TBody>(TBody body, int rows, int columns, int length, int together) : IParallelWork
        where TBody : unmanaged, IColumnwise
    {
        public void Execute(int part)
        {
            var start = part * length;
            Part(body, rows, start, Math.Min(columns, start + length), together);
        }
    }
}
