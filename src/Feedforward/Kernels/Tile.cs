using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>
/// The innermost products: a tile of C, a few rows high and one strip of vectors wide, stays in registers while k runs.
/// C[i, j] = start[i, j] + Σ A[i, k]·B[k, j], each element one chain of fused multiply-adds in ascending k.
/// Vectors run along j, never along the sum, so the chain is the same for every vector width and tile height.
/// </summary>
/// <remarks>
/// Strides count elements. A is read one number at a time at a[i·rowStride + k·stepStride], B a strip at a time at
/// b[k·ldb], the start at s[i·lds] (lds 0: one row for all; the start may be C itself).
/// </remarks>
internal static unsafe class Tile<T, TStrip>
    where T : struct, IVectorLane<T>
    where TStrip : struct, ILaneStrip<TStrip, T>
{
    /// <summary>Computes a tile of 12, 8, 6, 4, 2 or 1 rows.</summary>
    public static void Compute(
        int height, nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc, T mask, PrefetchWalk ahead)
    {
        switch (height)
        {
            case 12:
                Rows12(depth, a, rowStride, stepStride, b, ldb, s, lds, c, ldc, mask, ahead);
                break;
            case 8:
                Rows8(depth, a, rowStride, stepStride, b, ldb, s, lds, c, ldc, mask);
                break;
            case 6:
                Rows6(depth, a, rowStride, stepStride, b, ldb, s, lds, c, ldc, mask);
                break;
            case 4:
                Rows4(depth, a, rowStride, stepStride, b, ldb, s, lds, c, ldc, mask);
                break;
            case 2:
                Rows2(depth, a, rowStride, stepStride, b, ldb, s, lds, c, ldc, mask);
                break;
            default:
                Row(depth, a, stepStride, b, ldb, s, c, mask);
                break;
        }
    }

    /// <summary>
    /// 12 rows, two vectors each: 24 running sums, as many as 32 vector registers allow. Between the steps it asks for
    /// what is packed next: a burst between two tiles would hold up the loads of the second.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows12(nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc, T mask, PrefetchWalk ahead)
    {
        var c0 = TStrip.Load(s, mask);
        var c1 = TStrip.Load(s += lds, mask);
        var c2 = TStrip.Load(s += lds, mask);
        var c3 = TStrip.Load(s += lds, mask);
        var c4 = TStrip.Load(s += lds, mask);
        var c5 = TStrip.Load(s += lds, mask);
        var c6 = TStrip.Load(s += lds, mask);
        var c7 = TStrip.Load(s += lds, mask);
        var c8 = TStrip.Load(s += lds, mask);
        var c9 = TStrip.Load(s += lds, mask);
        var cA = TStrip.Load(s += lds, mask);
        var cB = TStrip.Load(s + lds, mask);

        // Three base pointers and three offsets reach twelve rows without a register for each.
        var a4 = a + (4 * rowStride);
        var a8 = a + (8 * rowStride);
        var r2 = 2 * rowStride;
        var r3 = 3 * rowStride;
        while (depth > 0)
        {
            ahead.Next();
            var end = depth - Math.Min(depth, PrefetchWalk.Stride);
            for (; depth > end; depth--)
            {
                var row = TStrip.Load(b, mask);
                c0 = TStrip.MultiplyAdd(T.Broadcast(a[0]), row, c0);
                c1 = TStrip.MultiplyAdd(T.Broadcast(a[rowStride]), row, c1);
                c2 = TStrip.MultiplyAdd(T.Broadcast(a[r2]), row, c2);
                c3 = TStrip.MultiplyAdd(T.Broadcast(a[r3]), row, c3);
                c4 = TStrip.MultiplyAdd(T.Broadcast(a4[0]), row, c4);
                c5 = TStrip.MultiplyAdd(T.Broadcast(a4[rowStride]), row, c5);
                c6 = TStrip.MultiplyAdd(T.Broadcast(a4[r2]), row, c6);
                c7 = TStrip.MultiplyAdd(T.Broadcast(a4[r3]), row, c7);
                c8 = TStrip.MultiplyAdd(T.Broadcast(a8[0]), row, c8);
                c9 = TStrip.MultiplyAdd(T.Broadcast(a8[rowStride]), row, c9);
                cA = TStrip.MultiplyAdd(T.Broadcast(a8[r2]), row, cA);
                cB = TStrip.MultiplyAdd(T.Broadcast(a8[r3]), row, cB);
                a += stepStride;
                a4 += stepStride;
                a8 += stepStride;
                b += ldb;
            }
        }

        TStrip.Store(c0, c, mask);
        TStrip.Store(c1, c += ldc, mask);
        TStrip.Store(c2, c += ldc, mask);
        TStrip.Store(c3, c += ldc, mask);
        TStrip.Store(c4, c += ldc, mask);
        TStrip.Store(c5, c += ldc, mask);
        TStrip.Store(c6, c += ldc, mask);
        TStrip.Store(c7, c += ldc, mask);
        TStrip.Store(c8, c += ldc, mask);
        TStrip.Store(c9, c += ldc, mask);
        TStrip.Store(cA, c += ldc, mask);
        TStrip.Store(cB, c + ldc, mask);
    }

    /// <summary>8 rows, for batches and remainders that 12 does not divide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows8(nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc, T mask)
    {
        var c0 = TStrip.Load(s, mask);
        var c1 = TStrip.Load(s += lds, mask);
        var c2 = TStrip.Load(s += lds, mask);
        var c3 = TStrip.Load(s += lds, mask);
        var c4 = TStrip.Load(s += lds, mask);
        var c5 = TStrip.Load(s += lds, mask);
        var c6 = TStrip.Load(s += lds, mask);
        var c7 = TStrip.Load(s + lds, mask);

        var a4 = a + (4 * rowStride);
        var r2 = 2 * rowStride;
        var r3 = 3 * rowStride;
        for (nint k = 0; k < depth; k++)
        {
            var row = TStrip.Load(b, mask);
            c0 = TStrip.MultiplyAdd(T.Broadcast(a[0]), row, c0);
            c1 = TStrip.MultiplyAdd(T.Broadcast(a[rowStride]), row, c1);
            c2 = TStrip.MultiplyAdd(T.Broadcast(a[r2]), row, c2);
            c3 = TStrip.MultiplyAdd(T.Broadcast(a[r3]), row, c3);
            c4 = TStrip.MultiplyAdd(T.Broadcast(a4[0]), row, c4);
            c5 = TStrip.MultiplyAdd(T.Broadcast(a4[rowStride]), row, c5);
            c6 = TStrip.MultiplyAdd(T.Broadcast(a4[r2]), row, c6);
            c7 = TStrip.MultiplyAdd(T.Broadcast(a4[r3]), row, c7);
            a += stepStride;
            a4 += stepStride;
            b += ldb;
        }

        TStrip.Store(c0, c, mask);
        TStrip.Store(c1, c += ldc, mask);
        TStrip.Store(c2, c += ldc, mask);
        TStrip.Store(c3, c += ldc, mask);
        TStrip.Store(c4, c += ldc, mask);
        TStrip.Store(c5, c += ldc, mask);
        TStrip.Store(c6, c += ldc, mask);
        TStrip.Store(c7, c + ldc, mask);
    }

    /// <summary>6 rows, two vectors each: 12 running sums, as many as 16 vector registers allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows6(nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc, T mask)
    {
        var c0 = TStrip.Load(s, mask);
        var c1 = TStrip.Load(s += lds, mask);
        var c2 = TStrip.Load(s += lds, mask);
        var c3 = TStrip.Load(s += lds, mask);
        var c4 = TStrip.Load(s += lds, mask);
        var c5 = TStrip.Load(s + lds, mask);

        var a3 = a + (3 * rowStride);
        var r2 = 2 * rowStride;
        for (nint k = 0; k < depth; k++)
        {
            var row = TStrip.Load(b, mask);
            c0 = TStrip.MultiplyAdd(T.Broadcast(a[0]), row, c0);
            c1 = TStrip.MultiplyAdd(T.Broadcast(a[rowStride]), row, c1);
            c2 = TStrip.MultiplyAdd(T.Broadcast(a[r2]), row, c2);
            c3 = TStrip.MultiplyAdd(T.Broadcast(a3[0]), row, c3);
            c4 = TStrip.MultiplyAdd(T.Broadcast(a3[rowStride]), row, c4);
            c5 = TStrip.MultiplyAdd(T.Broadcast(a3[r2]), row, c5);
            a += stepStride;
            a3 += stepStride;
            b += ldb;
        }

        TStrip.Store(c0, c, mask);
        TStrip.Store(c1, c += ldc, mask);
        TStrip.Store(c2, c += ldc, mask);
        TStrip.Store(c3, c += ldc, mask);
        TStrip.Store(c4, c += ldc, mask);
        TStrip.Store(c5, c + ldc, mask);
    }

    /// <summary>4 rows, for what is left under a taller tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows4(nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc, T mask)
    {
        var c0 = TStrip.Load(s, mask);
        var c1 = TStrip.Load(s += lds, mask);
        var c2 = TStrip.Load(s += lds, mask);
        var c3 = TStrip.Load(s + lds, mask);

        var r2 = 2 * rowStride;
        var r3 = 3 * rowStride;
        for (nint k = 0; k < depth; k++)
        {
            var row = TStrip.Load(b, mask);
            c0 = TStrip.MultiplyAdd(T.Broadcast(a[0]), row, c0);
            c1 = TStrip.MultiplyAdd(T.Broadcast(a[rowStride]), row, c1);
            c2 = TStrip.MultiplyAdd(T.Broadcast(a[r2]), row, c2);
            c3 = TStrip.MultiplyAdd(T.Broadcast(a[r3]), row, c3);
            a += stepStride;
            b += ldb;
        }

        TStrip.Store(c0, c, mask);
        TStrip.Store(c1, c += ldc, mask);
        TStrip.Store(c2, c += ldc, mask);
        TStrip.Store(c3, c + ldc, mask);
    }

    /// <summary>2 rows, for what is left under a taller tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows2(nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc, T mask)
    {
        var c0 = TStrip.Load(s, mask);
        var c1 = TStrip.Load(s + lds, mask);

        for (nint k = 0; k < depth; k++)
        {
            var row = TStrip.Load(b, mask);
            c0 = TStrip.MultiplyAdd(T.Broadcast(a[0]), row, c0);
            c1 = TStrip.MultiplyAdd(T.Broadcast(a[rowStride]), row, c1);
            a += stepStride;
            b += ldb;
        }

        TStrip.Store(c0, c, mask);
        TStrip.Store(c1, c + ldc, mask);
    }

    /// <summary>One row: the last row, and prediction for a single example.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(nint depth, float* a, nint stepStride, float* b, nint ldb, float* s, float* c, T mask)
    {
        var c0 = TStrip.Load(s, mask);
        for (nint k = 0; k < depth; k++)
        {
            c0 = TStrip.MultiplyAdd(T.Broadcast(a[0]), TStrip.Load(b, mask), c0);
            a += stepStride;
            b += ldb;
        }

        TStrip.Store(c0, c, mask);
    }
}
