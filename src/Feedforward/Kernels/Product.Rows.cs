using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <content>Products that are computed row by row, without blocks: very small ones, and a single row.</content>
internal unsafe partial struct Product<TEpilogue>
{
    /// <summary>Rows × steps up to which blocks cost more than they bring.</summary>
    private const int SmallProduct = 64;

    /// <summary>Numbers of B that no longer lie in the first-level cache.</summary>
    private const int RowProductThreshold = 32 * 1024;

    /// <summary>A product so small that to prepare blocks would take longer: row by row, one vector each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private readonly void Small<T>(int row, int rowEnd, int column, int columns)
        where T : struct, IVectorLane<T>
    {
        var mask = T.Mask(columns);
        var first = Start != null ? T.LoadMasked(Start + column, mask) : T.Zero;
        for (var i = row; i < rowEnd; i++)
        {
            var c = C + (i * CRow) + column;
            var a = A + (i * ARow);
            var b = B + column;
            var sum = _continues ? T.LoadMasked(c, mask) : first;
            for (var k = 0; k < Depth; k++, a += AStep, b += BStep)
            {
                sum = T.FusedMultiplyAdd(T.Broadcast(*a), T.LoadMasked(b, mask), sum);
            }

            T.StoreMasked(sum, c, mask);
            if (columns != CRow)
            {
                Epilogue.Apply(i, column, c, columns);
            }
        }

        if (columns == CRow)
        {
            Epilogue.Apply(row, 0, C + (row * CRow), (rowEnd - row) * columns);
        }
    }

    /// <summary>A single row times a matrix that does not fit the first caches.</summary>
    private readonly void WholeRow<T>(int row, int column, int columns)
        where T : struct, IVectorLane<T>
    {
        var c = C + (row * CRow) + column;
        if (!_continues)
        {
            var target = new Span<float>(c, columns);
            if (Start != null)
            {
                new ReadOnlySpan<float>(Start + column, columns).CopyTo(target);
            }
            else
            {
                target.Clear();
            }
        }

        RowProduct.Add<T>(A + (row * ARow), AStep, B + column, BStep, c, Depth, columns);
        Epilogue.Apply(row, column, c, columns);
    }
}
