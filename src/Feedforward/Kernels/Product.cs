using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>What is done to numbers of C once their sums are complete and while they are still in the cache.</summary>
internal unsafe interface IEpilogue
{
    /// <summary>Works on <paramref name="count"/> numbers of one row of C, in place.</summary>
    void Apply(int row, int column, float* c, int count);
}

/// <summary>Leaves C as it is.</summary>
internal readonly unsafe struct NoEpilogue : IEpilogue
{
    public void Apply(int row, int column, float* c, int count)
    {
    }
}

/// <summary>
/// C = start + A·B, blocked for the caches and cut over threads (Goto and van de Geijn, "Anatomy of high-performance
/// matrix multiplication", ACM TOMS 34, 2008). Blocks over k continue each element's chain from the stored value, so
/// the result is that of the plain loop of fused multiply-adds in ascending k, to the last bit.
/// </summary>
/// <remarks>Strides count elements: A[i, k] = a[i·ARow + k·AStep], B[k, j] = b[k·BStep + j·BColumn], C[i, j] = c[i·CRow + j].</remarks>
internal unsafe struct Product<TEpilogue> : IParallelWork
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

    private const int DepthBlock = 256;
    private const int RowBlock = 96;
    private const int ColumnBlock = 256;
    private const int TallestTile = 12;
    private const int WidestTile = 32;
    private const long ParallelThreshold = 200_000;

    private int _rowsPerPart;
    private int _columnsPerPart;

    private static int TileHeight => Vector512.IsHardwareAccelerated ? 12 : 6;

    private static int TileWidth => Vector512.IsHardwareAccelerated ? 2 * Lane512.Count : 2 * Lane256.Count;

    /// <summary>Computes C with at most <paramref name="threads"/> threads.</summary>
    public void Run(int threads)
    {
        _rowsPerPart = Rows;
        _columnsPerPart = Columns;
        if (threads <= 1 || (long)Rows * Columns * Depth < ParallelThreshold)
        {
            Execute(0);
            return;
        }

        var rowTiles = (Rows + TileHeight - 1) / TileHeight;
        var columnTiles = (Columns + TileWidth - 1) / TileWidth;
        var parts = Math.Min(threads, Math.Max(rowTiles, columnTiles));
        if (columnTiles % parts == 0 || columnTiles > rowTiles)
        {
            _columnsPerPart = (columnTiles + parts - 1) / parts * TileWidth;
            parts = (Columns + _columnsPerPart - 1) / _columnsPerPart;
        }
        else
        {
            _rowsPerPart = (rowTiles + parts - 1) / parts * TileHeight;
            parts = (Rows + _rowsPerPart - 1) / _rowsPerPart;
        }

        Team.Run(parts, threads, ref this);
    }

    /// <summary>Computes one part of C: a range of rows or of columns.</summary>
    public void Execute(int part)
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
        var scratch = PackingScratch.OfThisThread();
        var packedB = scratch;
        var packedA = scratch + (DepthBlock * ColumnBlock);
        var depthBlocks = Math.Max(1, (Depth + DepthBlock - 1) / DepthBlock);
        for (var j = column; j < columnEnd; j += ColumnBlock)
        {
            var columns = Math.Min(ColumnBlock, columnEnd - j);
            for (var block = 0; block < depthBlocks; block++)
            {
                var k = block * DepthBlock;
                var depth = Math.Min(DepthBlock, Depth - k);
                var packB = BColumn != 1 || rowEnd - row > 2 * TallestTile;
                for (var i = row; i < rowEnd; i += RowBlock)
                {
                    var rows = Math.Min(RowBlock, rowEnd - i);
                    if (packB && i == row)
                    {
                        PackB(k, j, depth, columns, packedB);
                    }

                    // A step of 0 marks a packed block.
                    var a = A + (i * ARow) + (k * AStep);
                    nint aRow = ARow, aStep = AStep;
                    if (columns >= 128 && rows >= TallestTile)
                    {
                        PackA(A + (i * ARow) + (k * AStep), rows, depth, packedA);
                        a = packedA;
                        aStep = 0;
                    }

                    if (Vector512.IsHardwareAccelerated)
                    {
                        Block<Lane512>(i, j, k, rows, columns, depth, a, aRow, aStep, packB, packedB);
                    }
                    else
                    {
                        Block<Lane256>(i, j, k, rows, columns, depth, a, aRow, aStep, packB, packedB);
                    }

                    if (block == depthBlocks - 1)
                    {
                        for (var r = i; r < i + rows; r++)
                        {
                            Epilogue.Apply(r, j, C + (r * CRow) + j, columns);
                        }
                    }
                }
            }
        }
    }

    /// <summary>One block of C: rows × columns elements, depth steps of their chains.</summary>
    private readonly void Block<T>(
        int row, int column, int k, int rows, int columns, int depth, float* a, nint aRow, nint aStep, bool packB, float* packedB)
        where T : struct, IFloatLane<T>
    {
        var width = 2 * T.Count;
        var edge = stackalloc float[TallestTile * WidestTile];
        var edgeStart = stackalloc float[WidestTile];
        var edgeB = PackingScratch.OfThisThread() + PackingScratch.EdgeOffset;
        for (var j = 0; j < columns; j += width)
        {
            var valid = Math.Min(width, columns - j);
            var b = packedB + (j * (nint)depth);
            nint ldb = width;
            if (!packB)
            {
                if (valid == width)
                {
                    b = B + (k * BStep) + column + j;
                    ldb = BStep;
                }
                else
                {
                    b = edgeB;
                    Packing.Panel(B + (k * BStep) + ((column + j) * BColumn), BStep, BColumn, depth, valid, width, b);
                }
            }

            float* start;
            nint startRow = 0;
            if (k > 0)
            {
                start = C + (row * CRow) + column + j;
                startRow = CRow;
            }
            else if (Start != null && valid == width)
            {
                start = Start + column + j;
            }
            else
            {
                start = edgeStart;
                new Span<float>(edgeStart, width).Clear();
                if (Start != null)
                {
                    new ReadOnlySpan<float>(Start + column + j, valid).CopyTo(new Span<float>(edgeStart, valid));
                }
            }

            for (var i = 0; i < rows;)
            {
                var height = Height<T>(rows - i);
                var c = C + ((row + i) * CRow) + column + j;
                var tileA = aStep == 0 ? a + (i * (nint)depth) : a + (i * aRow);
                var tileARow = aStep == 0 ? 1 : aRow;
                var tileAStep = aStep == 0 ? height : aStep;
                if (valid == width)
                {
                    Compute<T>(height, depth, tileA, tileARow, tileAStep, b, ldb, start + (i * startRow), startRow, c, CRow);
                }
                else
                {
                    // A tile over the right edge works on a full-width copy.
                    if (k > 0)
                    {
                        CopyRows(c, CRow, edge, width, height, valid);
                        Compute<T>(height, depth, tileA, tileARow, tileAStep, b, ldb, edge, width, edge, width);
                    }
                    else
                    {
                        Compute<T>(height, depth, tileA, tileARow, tileAStep, b, ldb, start, 0, edge, width);
                    }

                    CopyRows(edge, width, c, CRow, height, valid);
                }

                i += height;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Height<T>(int rows)
        where T : struct, IFloatLane<T> =>
        rows >= 12 && T.Count == 16 ? 12 : rows >= 6 ? 6 : rows >= 4 ? 4 : 1;

    private static void Compute<T>(
        int height, nint depth, float* a, nint aRow, nint aStep, float* b, nint ldb, float* s, nint lds, float* c, nint ldc)
        where T : struct, IFloatLane<T>
    {
        switch (height)
        {
            case 12:
                Tile.Rows12<T>(depth, a, aRow, aStep, b, ldb, s, lds, c, ldc);
                break;
            case 6:
                Tile.Rows6<T>(depth, a, aRow, aStep, b, ldb, s, lds, c, ldc);
                break;
            case 4:
                Tile.Rows4<T>(depth, a, aRow, aStep, b, ldb, s, lds, c, ldc);
                break;
            default:
                Tile.Row<T>(depth, a, aStep, b, ldb, s, c);
                break;
        }
    }

    private static void CopyRows(float* source, nint sourceRow, float* target, nint targetRow, int rows, int count)
    {
        for (var i = 0; i < rows; i++)
        {
            new ReadOnlySpan<float>(source + (i * sourceRow), count).CopyTo(new Span<float>(target + (i * targetRow), count));
        }
    }

    /// <summary>Copies a block of B into panels as wide as a tile, each contiguous, zeros beyond the right edge.</summary>
    private readonly void PackB(int k, int column, int depth, int columns, float* target)
    {
        var width = TileWidth;
        for (var j = 0; j < columns; j += width)
        {
            Packing.Panel(
                B + (k * BStep) + ((column + j) * BColumn), BStep, BColumn, depth, Math.Min(width, columns - j), width, target + (j * (nint)depth));
        }
    }

    /// <summary>Copies a block of A so that each tile reads its numbers one after another.</summary>
    private readonly void PackA(float* source, int rows, int depth, float* target)
    {
        for (var i = 0; i < rows;)
        {
            var height = Vector512.IsHardwareAccelerated ? Height<Lane512>(rows - i) : Height<Lane256>(rows - i);
            Packing.Rows(source + (i * ARow), ARow, AStep, depth, height, target + (i * (nint)depth));
            i += height;
        }
    }
}
