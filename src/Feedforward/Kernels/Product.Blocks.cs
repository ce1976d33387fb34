using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <content>The blocks of one part: B packed in panels, A in blocks of rows, and the tiles over them.</content>
internal unsafe partial struct Product<TEpilogue>
{
    /// <summary>A panel of B of so many steps, two vectors wide, streams through the first-level cache.</summary>
    private const int DepthBlock = 400;

    /// <summary>So many rows of A stay in the second-level cache while every panel of B passes by.</summary>
    private const int RowBlock = 96;

    private const int ColumnBlock = 1024;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Range<T>(int row, int rowEnd, int column, int columnEnd)
        where T : struct, IVectorLane<T>
    {
        if (rowEnd - row == 1 && BColumn == 1 && Depth * (long)(columnEnd - column) > RowProductThreshold)
        {
            WholeRow<T>(row, column, columnEnd - column);
            return;
        }

        if (columnEnd - column <= T.Count && BColumn == 1 && (rowEnd - row) * (long)Depth <= SmallProduct)
        {
            Small<T>(row, rowEnd, column, columnEnd - column);
            return;
        }

        var scratch = PackingScratch.OfThisThread();
        var width = 2 * T.Count;
        var packB = BColumn != 1 || (rowEnd - row > (BStep < 1024 ? 48 : 24) && BStep > 64);
        var packA = columnEnd - column >= 128 && rowEnd - row >= 8;
        if (packA && packB && Streams<T>(columnEnd - column))
        {
            Stream<T>(row, rowEnd, column, columnEnd);
            return;
        }

        var depthBlocks = Math.Max(1, (Depth + DepthBlock - 1) / DepthBlock);
        var depthBlock = (Depth + depthBlocks - 1) / depthBlocks;
        var rowBlock = packA ? RowBlock : rowEnd - row;
        var columnBlock = packB ? ColumnBlock : columnEnd - column;
        for (var j = column; j < columnEnd; j += columnBlock)
        {
            for (var blockOfDepth = 0; blockOfDepth < depthBlocks; blockOfDepth++)
            {
                var k = blockOfDepth * depthBlock;
                var block = new Block
                {
                    Column = j,
                    Columns = Math.Min(columnBlock, columnEnd - j),
                    Step = k,
                    Depth = Math.Min(depthBlock, Depth - k),
                };
                if (packB)
                {
                    block.PackedB = scratch + PackingScratch.ALength;
                    PackB(block, width);
                }

                for (var i = row; i < rowEnd; i += rowBlock)
                {
                    block.Row = i;
                    block.Rows = Math.Min(rowBlock, rowEnd - i);
                    block.A = A + (i * ARow) + (k * AStep);
                    block.ARow = ARow;
                    block.AStep = AStep;
                    if (packA)
                    {
                        PackA<T>(block, scratch);
                        block.A = scratch;
                        block.AStep = 0;
                    }

                    Compute<T>(block, isLast: blockOfDepth == depthBlocks - 1);
                }
            }
        }
    }

    /// <summary>The tiles of a block, and the epilogue where its sums are complete.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Compute<T>(in Block block, bool isLast)
        where T : struct, IVectorLane<T>
    {
        for (var j = 0; j < block.Columns;)
        {
            j += Strip<T>(block, j, Math.Min(2 * T.Count, block.Columns - j));
        }

        if (isLast)
        {
            Finish(block);
        }
    }

    private readonly void Finish(in Block block)
    {
        if (block.Columns == CRow)
        {
            // Whole rows of C are one stretch of memory.
            Epilogue.Apply(block.Row, 0, C + (block.Row * CRow), block.Rows * block.Columns);
            return;
        }

        for (var i = block.Row; i < block.Row + block.Rows; i++)
        {
            Epilogue.Apply(i, block.Column, C + (i * CRow) + block.Column, block.Columns);
        }
    }

    /// <summary>Chooses the strip for the columns from j on; returns how many it covers.</summary>
    private readonly int Strip<T>(in Block block, int j, int valid)
        where T : struct, IVectorLane<T>
    {
        if (block.Rows <= 2 && block.PackedB == null && block.Columns - j >= 4 * T.Count)
        {
            Panel<T, FourLanes<T>>(block, j, default);
            return 4 * T.Count;
        }

        if (valid == 2 * T.Count)
        {
            Panel<T, TwoLanes<T, WholeLane<T>>>(block, j, default);
        }
        else if (valid > T.Count)
        {
            Panel<T, TwoLanes<T, PartialLane<T>>>(block, j, T.Mask(valid - T.Count));
        }
        else if (valid == T.Count)
        {
            Panel<T, OneLane<T, WholeLane<T>>>(block, j, default);
        }
        else
        {
            Panel<T, OneLane<T, PartialLane<T>>>(block, j, T.Mask(valid));
        }

        return valid;
    }

    /// <summary>One strip of columns of a block, from its first row to its last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Panel<T, TStrip>(in Block block, int j, T mask)
        where T : struct, IVectorLane<T>
        where TStrip : struct, ILaneStrip<TStrip, T>
    {
        var width = 2 * T.Count;
        var b = block.PackedB != null ? block.PackedB + (j / width * PanelStride(block.Depth, width)) : B + (block.Step * BStep) + block.Column + j;
        var ldb = block.PackedB != null ? width : BStep;
        float* zeros = stackalloc float[64];
        var c = C + (block.Row * CRow) + block.Column + j;
        var start = c;
        var startRow = CRow;
        if (block.Step == 0 && !_continues)
        {
            startRow = 0;
            start = Start != null ? Start + block.Column + j : zeros;
        }

        var tilesOfPanel = (block.Rows + 11) / 12;
        PrefetchRows(c, Math.Min(12, block.Rows));
        for (var i = 0; i < block.Rows;)
        {
            var height = Height<T>(block.Rows - i);
            PrefetchRows(c + (height * CRow), Math.Min(height, block.Rows - i - height));

            var ahead = block.Next != null ? Ahead(block, (j / width * tilesOfPanel) + (i / 12)) : new PrefetchWalk(b, 0, 0);
            if (block.AStep == 0)
            {
                // A step of 0 marks a packed block.
                Tile<T, TStrip>.Compute(
                    height, block.Depth, block.A + (i * (nint)block.Depth), 1, height, b, ldb, start, startRow, c, CRow, mask, ahead);
            }
            else
            {
                Tile<T, TStrip>.Compute(
                    height, block.Depth, block.A + (i * block.ARow), block.ARow, block.AStep, b, ldb, start, startRow, c, CRow, mask, ahead);
            }

            i += height;
            c += height * CRow;
            start += height * startRow;
        }
    }

    /// <summary>The sums that the next tile goes on with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void PrefetchRows(float* c, int rows)
    {
        for (var row = 0; row < rows; row++)
        {
            Packing.Prefetch(c + (row * CRow));
            Packing.Prefetch(c + (row * CRow) + 16);
        }
    }

    /// <summary>The tallest tile that 16 or 32 vector registers and the rows that are left allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Height<T>(int rows)
        where T : struct, IVectorLane<T> =>
        T.Count == 8
            ? rows >= 6 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1
            : rows >= 12 && rows != 16 ? 12 : rows >= 8 ? 8 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;

    /// <summary>Copies a block of B into panels as wide as a tile, each contiguous, zeros beyond the right edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackB(in Block block, int width)
    {
        var source = B + (block.Step * BStep) + (block.Column * BColumn);
        var panelStride = PanelStride(block.Depth, width);
        if (BColumn == 1)
        {
            Packing.Split(source, BStep, block.Depth, block.Columns, width, block.PackedB, panelStride);
            return;
        }

        for (var j = 0; j < block.Columns; j += width)
        {
            Packing.Interleave(
                source + (j * BColumn), BColumn, BStep, block.Depth, Math.Min(width, block.Columns - j), width, block.PackedB + (j / width * panelStride));
        }
    }

    /// <summary>Copies a block of A so that each tile reads its numbers one after another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void PackA<T>(in Block block, float* target)
        where T : struct, IVectorLane<T>
    {
        var i = 0;
        if (ARow == 1)
        {
            var height = Height<T>(block.Rows);
            while (i + height <= block.Rows && Height<T>(block.Rows - i) == height)
            {
                i += height;
            }

            Packing.Split(block.A, AStep, block.Depth, i, height, target, height * (nint)block.Depth);
        }

        while (i < block.Rows)
        {
            var height = Height<T>(block.Rows - i);
            Packing.Interleave(block.A + (i * ARow), ARow, AStep, block.Depth, height, height, target + (i * (nint)block.Depth));
            i += height;
        }
    }

    /// <summary>One cache line more than a panel fills, so that panels do not all fall on the same lines of the cache.</summary>
    private static nint PanelStride(int depth, int width) => ((nint)depth * width) + 16;

    /// <summary>Rows × columns elements of C and some steps of their chains.</summary>
    private struct Block
    {
        public int Row;
        public int Rows;
        public int Column;
        public int Columns;
        public int Step;
        public int Depth;
        public float* A;
        public nint ARow;
        public nint AStep;
        public float* PackedB;

        /// <summary>Where B goes on after this block, or null.</summary>
        public float* Next;
    }
}
