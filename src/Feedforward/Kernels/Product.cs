using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>
/// C = start + A·B, blocked for the caches and cut over threads (Goto and van de Geijn, "Anatomy of high-performance
/// matrix multiplication", ACM TOMS 34, 2008). Blocks over k continue each element's chain from the stored value, so
/// the result is that of the plain loop of fused multiply-adds in ascending k, to the last bit.
/// </summary>
/// <remarks>
/// Strides count elements: A[i, k] = a[i·ARow + k·AStep], B[k, j] = b[k·BStep + j·BColumn], C[i, j] = c[i·CRow + j].
/// One stride of A is 1, and one of B.
/// </remarks>
internal unsafe partial struct Product<TEpilogue> : IParallelWork
    where TEpilogue : unmanaged, IEpilogue
{
    public int Rows;
    public int Columns;
    public int Depth;
    public float* A;
    public nint ARow;
    public nint AStep;
    public float* B;
    public nint BStep;
    public nint BColumn;

    /// <summary>The start of every row of C (Columns numbers), or null for zeros.</summary>
    public float* Start;
    public float* C;
    public nint CRow;
    public TEpilogue Epilogue;

    /// <summary>Whether C holds the start of its sums.</summary>
    private bool _continues;
    private int _rowsPerPart;
    private int _columnsPerPart;

    /// <summary>Computes C with at most <paramref name="threads"/> threads.</summary>
    public void Run(int threads)
    {
        if (Columns == 1 && Rows > 1 && CRow == 1)
        {
            LayOnItsSide();
        }

        _rowsPerPart = Rows;
        _columnsPerPart = Columns;
        if (threads <= 1 || (long)Rows * Columns * Depth < Gemm.ParallelThreshold)
        {
            Execute(0);
            return;
        }

        int parts;
        if (Columns >= Rows && Columns >= 32 * threads)
        {
            _columnsPerPart = RoundUp((Columns + threads - 1) / threads, 16);
            parts = (Columns + _columnsPerPart - 1) / _columnsPerPart;
        }
        else
        {
            _rowsPerPart = RoundUp((Rows + threads - 1) / threads, 4);
            parts = (Rows + _rowsPerPart - 1) / _rowsPerPart;
        }

        Team.Run(parts, threads, ref this);
    }

    /// <summary>
    /// A single column is computed as a single row, Cᵀ = Bᵀ·Aᵀ, so that vectors have something to run along: the same
    /// sums in the same order, and C has the same layout in memory.
    /// </summary>
    private void LayOnItsSide()
    {
        new Span<float>(C, Rows).Fill(Start != null ? *Start : 0);
        _continues = true;
        var a = A;
        A = B;
        B = a;
        (ARow, AStep, BStep, BColumn) = (BColumn, BStep, AStep, ARow);
        (Rows, Columns, CRow) = (1, Rows, Rows);
    }

    /// <summary>Computes one part of C: a range of rows or of columns.</summary>
    public readonly void Execute(int part)
    {
        int row = 0, column = 0;
        if (_columnsPerPart < Columns)
        {
            column = part * _columnsPerPart;
        }
        else
        {
            row = part * _rowsPerPart;
        }

        var rowEnd = Math.Min(Rows, row + _rowsPerPart);
        var columnEnd = Math.Min(Columns, column + _columnsPerPart);
        if (Vector512.IsHardwareAccelerated)
        {
            Range<Lane512>(row, rowEnd, column, columnEnd);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Range<Lane256>(row, rowEnd, column, columnEnd);
        }
        else
        {
            Range<Lane128>(row, rowEnd, column, columnEnd);
        }
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
