using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <content>
/// Products with a B that the caches do not hold, a weight matrix of thousands of units: B passes once, a few panels at a
/// time, and while the tiles work on these the next ones come from memory.
/// </content>
internal unsafe partial struct Product<TEpilogue>
{
    /// <summary>Numbers of B from which on it does not stay in the second-level cache between its uses.</summary>
    private const int StreamThreshold = 1 << 20;

    /// <summary>So many packed rows of A and one group of panels fill the second-level cache.</summary>
    private const int StreamRows = 288;

    /// <summary>Panels packed together where B lies in rows, so that more than two lines of a page are read at a time.</summary>
    private const int PanelsOfGroup = 4;

    private readonly bool Streams<T>(int columns)
        where T : struct, IVectorLane<T> =>
        T.Count == 16 && AStep == 1 && (long)columns * Depth >= StreamThreshold;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void Stream<T>(int row, int rowEnd, int column, int columnEnd)
        where T : struct, IVectorLane<T>
    {
        var scratch = PackingScratch.OfThisThread();
        var width = 2 * T.Count;
        var group = BColumn == 1 ? PanelsOfGroup * width : width;
        var depthBlock = Share(Depth, DepthBlock, 1);
        var rowBlock = Share(rowEnd - row, StreamRows, 12);
        for (var k = 0; k < Depth; k += depthBlock)
        {
            for (var i = row; i < rowEnd; i += rowBlock)
            {
                var block = new Block
                {
                    Row = i,
                    Rows = Math.Min(rowBlock, rowEnd - i),
                    Step = k,
                    Depth = Math.Min(depthBlock, Depth - k),
                    A = A + (i * ARow) + (k * AStep),
                    PackedB = scratch + PackingScratch.ALength,
                };
                PackA<T>(block, scratch);
                block.A = scratch;
                for (var j = column; j < columnEnd; j += group)
                {
                    block.Column = j;
                    block.Columns = Math.Min(group, columnEnd - j);
                    block.Next = j + group < columnEnd ? B + (k * BStep) + ((j + group) * BColumn) : null;
                    PackB(block, width);
                    Compute<T>(block, isLast: k + depthBlock >= Depth);
                }
            }
        }
    }

    /// <summary>The lines of the next panels that tile number <paramref name="tile"/> of a block asks for: each its own part of them.</summary>
    private readonly PrefetchWalk Ahead(in Block block, int tile)
    {
        if (BColumn != 1)
        {
            return new(block.Next + (tile * PrefetchWalk.Lines * BColumn), BColumn, Packing.CacheLine);
        }

        const int Wide = PrefetchWalk.Lines * Packing.CacheLine;
        var stretches = Math.Max(1, block.Columns / Wide);
        var row = tile / stretches * (block.Depth / PrefetchWalk.Stride);
        return new(block.Next + (tile % stretches * Wide) + (row * BStep), Packing.CacheLine, BStep);
    }

    /// <summary>The size of equal parts of at most <paramref name="largest"/>, rounded up to whole multiples.</summary>
    private static int Share(int total, int largest, int multiple)
    {
        var parts = (total + largest - 1) / largest;
        return RoundUp((total + parts - 1) / parts, multiple);
    }
}
