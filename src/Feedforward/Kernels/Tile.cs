using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>
/// The innermost products: a tile of C, a few rows high and two vectors wide, stays in registers while k runs.
/// C[i, j] = start[i, j] + Σ A[i, k]·B[k, j], each element one chain of fused multiply-adds in ascending k.
/// Vectors run along j, never along the sum, so the chain is the same for every vector width and tile height.
/// </summary>
/// <remarks>
/// Strides count elements. A is read one number at a time at a[i·rowStride + k·stepStride], B two vectors at a time at
/// b[k·ldb], the start at s[i·lds] (lds 0: one row for all; the start may be C itself).
/// </remarks>
internal static unsafe class Tile
{
    /// <summary>12 rows: 24 running sums, as many as 32 vector registers allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows12<T>(nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc)
        where T : struct, IFloatLane<T>
    {
        var w = T.Count;
        T c00 = L<T>(s), c01 = L<T>(s + w);
        s += lds;
        T c10 = L<T>(s), c11 = L<T>(s + w);
        s += lds;
        T c20 = L<T>(s), c21 = L<T>(s + w);
        s += lds;
        T c30 = L<T>(s), c31 = L<T>(s + w);
        s += lds;
        T c40 = L<T>(s), c41 = L<T>(s + w);
        s += lds;
        T c50 = L<T>(s), c51 = L<T>(s + w);
        s += lds;
        T c60 = L<T>(s), c61 = L<T>(s + w);
        s += lds;
        T c70 = L<T>(s), c71 = L<T>(s + w);
        s += lds;
        T c80 = L<T>(s), c81 = L<T>(s + w);
        s += lds;
        T c90 = L<T>(s), c91 = L<T>(s + w);
        s += lds;
        T cA0 = L<T>(s), cA1 = L<T>(s + w);
        s += lds;
        T cB0 = L<T>(s), cB1 = L<T>(s + w);

        // Three base pointers and three offsets reach twelve rows without a register for each.
        var a4 = a + (4 * rowStride);
        var a8 = a + (8 * rowStride);
        nint r1 = rowStride, r2 = 2 * rowStride, r3 = 3 * rowStride;
        for (nint k = 0; k < depth; k++)
        {
            T b0 = L<T>(b), b1 = L<T>(b + w);
            var x = T.Broadcast(a[0]);
            c00 = T.FusedMultiplyAdd(x, b0, c00);
            c01 = T.FusedMultiplyAdd(x, b1, c01);
            x = T.Broadcast(a[r1]);
            c10 = T.FusedMultiplyAdd(x, b0, c10);
            c11 = T.FusedMultiplyAdd(x, b1, c11);
            x = T.Broadcast(a[r2]);
            c20 = T.FusedMultiplyAdd(x, b0, c20);
            c21 = T.FusedMultiplyAdd(x, b1, c21);
            x = T.Broadcast(a[r3]);
            c30 = T.FusedMultiplyAdd(x, b0, c30);
            c31 = T.FusedMultiplyAdd(x, b1, c31);
            x = T.Broadcast(a4[0]);
            c40 = T.FusedMultiplyAdd(x, b0, c40);
            c41 = T.FusedMultiplyAdd(x, b1, c41);
            x = T.Broadcast(a4[r1]);
            c50 = T.FusedMultiplyAdd(x, b0, c50);
            c51 = T.FusedMultiplyAdd(x, b1, c51);
            x = T.Broadcast(a4[r2]);
            c60 = T.FusedMultiplyAdd(x, b0, c60);
            c61 = T.FusedMultiplyAdd(x, b1, c61);
            x = T.Broadcast(a4[r3]);
            c70 = T.FusedMultiplyAdd(x, b0, c70);
            c71 = T.FusedMultiplyAdd(x, b1, c71);
            x = T.Broadcast(a8[0]);
            c80 = T.FusedMultiplyAdd(x, b0, c80);
            c81 = T.FusedMultiplyAdd(x, b1, c81);
            x = T.Broadcast(a8[r1]);
            c90 = T.FusedMultiplyAdd(x, b0, c90);
            c91 = T.FusedMultiplyAdd(x, b1, c91);
            x = T.Broadcast(a8[r2]);
            cA0 = T.FusedMultiplyAdd(x, b0, cA0);
            cA1 = T.FusedMultiplyAdd(x, b1, cA1);
            x = T.Broadcast(a8[r3]);
            cB0 = T.FusedMultiplyAdd(x, b0, cB0);
            cB1 = T.FusedMultiplyAdd(x, b1, cB1);
            a += stepStride;
            a4 += stepStride;
            a8 += stepStride;
            b += ldb;
        }

        S(c00, c01, c);
        S(c10, c11, c += ldc);
        S(c20, c21, c += ldc);
        S(c30, c31, c += ldc);
        S(c40, c41, c += ldc);
        S(c50, c51, c += ldc);
        S(c60, c61, c += ldc);
        S(c70, c71, c += ldc);
        S(c80, c81, c += ldc);
        S(c90, c91, c += ldc);
        S(cA0, cA1, c += ldc);
        S(cB0, cB1, c + ldc);
    }

    /// <summary>6 rows: 12 running sums, as many as 16 vector registers allow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows6<T>(nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc)
        where T : struct, IFloatLane<T>
    {
        var w = T.Count;
        T c00 = L<T>(s), c01 = L<T>(s + w);
        s += lds;
        T c10 = L<T>(s), c11 = L<T>(s + w);
        s += lds;
        T c20 = L<T>(s), c21 = L<T>(s + w);
        s += lds;
        T c30 = L<T>(s), c31 = L<T>(s + w);
        s += lds;
        T c40 = L<T>(s), c41 = L<T>(s + w);
        s += lds;
        T c50 = L<T>(s), c51 = L<T>(s + w);

        var a3 = a + (3 * rowStride);
        nint r1 = rowStride, r2 = 2 * rowStride;
        for (nint k = 0; k < depth; k++)
        {
            T b0 = L<T>(b), b1 = L<T>(b + w);
            var x = T.Broadcast(a[0]);
            c00 = T.FusedMultiplyAdd(x, b0, c00);
            c01 = T.FusedMultiplyAdd(x, b1, c01);
            x = T.Broadcast(a[r1]);
            c10 = T.FusedMultiplyAdd(x, b0, c10);
            c11 = T.FusedMultiplyAdd(x, b1, c11);
            x = T.Broadcast(a[r2]);
            c20 = T.FusedMultiplyAdd(x, b0, c20);
            c21 = T.FusedMultiplyAdd(x, b1, c21);
            x = T.Broadcast(a3[0]);
            c30 = T.FusedMultiplyAdd(x, b0, c30);
            c31 = T.FusedMultiplyAdd(x, b1, c31);
            x = T.Broadcast(a3[r1]);
            c40 = T.FusedMultiplyAdd(x, b0, c40);
            c41 = T.FusedMultiplyAdd(x, b1, c41);
            x = T.Broadcast(a3[r2]);
            c50 = T.FusedMultiplyAdd(x, b0, c50);
            c51 = T.FusedMultiplyAdd(x, b1, c51);
            a += stepStride;
            a3 += stepStride;
            b += ldb;
        }

        S(c00, c01, c);
        S(c10, c11, c += ldc);
        S(c20, c21, c += ldc);
        S(c30, c31, c += ldc);
        S(c40, c41, c += ldc);
        S(c50, c51, c + ldc);
    }

    /// <summary>4 rows, for what is left under a taller tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rows4<T>(nint depth, float* a, nint rowStride, nint stepStride, float* b, nint ldb, float* s, nint lds, float* c, nint ldc)
        where T : struct, IFloatLane<T>
    {
        var w = T.Count;
        T c00 = L<T>(s), c01 = L<T>(s + w);
        s += lds;
        T c10 = L<T>(s), c11 = L<T>(s + w);
        s += lds;
        T c20 = L<T>(s), c21 = L<T>(s + w);
        s += lds;
        T c30 = L<T>(s), c31 = L<T>(s + w);

        nint r1 = rowStride, r2 = 2 * rowStride, r3 = 3 * rowStride;
        for (nint k = 0; k < depth; k++)
        {
            T b0 = L<T>(b), b1 = L<T>(b + w);
            var x = T.Broadcast(a[0]);
            c00 = T.FusedMultiplyAdd(x, b0, c00);
            c01 = T.FusedMultiplyAdd(x, b1, c01);
            x = T.Broadcast(a[r1]);
            c10 = T.FusedMultiplyAdd(x, b0, c10);
            c11 = T.FusedMultiplyAdd(x, b1, c11);
            x = T.Broadcast(a[r2]);
            c20 = T.FusedMultiplyAdd(x, b0, c20);
            c21 = T.FusedMultiplyAdd(x, b1, c21);
            x = T.Broadcast(a[r3]);
            c30 = T.FusedMultiplyAdd(x, b0, c30);
            c31 = T.FusedMultiplyAdd(x, b1, c31);
            a += stepStride;
            b += ldb;
        }

        S(c00, c01, c);
        S(c10, c11, c += ldc);
        S(c20, c21, c += ldc);
        S(c30, c31, c + ldc);
    }

    /// <summary>One row: the last rows, and prediction for a single example.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row<T>(nint depth, float* a, nint stepStride, float* b, nint ldb, float* s, float* c)
        where T : struct, IFloatLane<T>
    {
        var w = T.Count;
        T c0 = L<T>(s), c1 = L<T>(s + w);
        for (nint k = 0; k < depth; k++)
        {
            var x = T.Broadcast(a[0]);
            c0 = T.FusedMultiplyAdd(x, L<T>(b), c0);
            c1 = T.FusedMultiplyAdd(x, L<T>(b + w), c1);
            a += stepStride;
            b += ldb;
        }

        S(c0, c1, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T L<T>(float* source)
        where T : struct, IFloatLane<T> => T.Load(ref *source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void S<T>(T first, T second, float* destination)
        where T : struct, IFloatLane<T>
    {
        T.Store(first, ref *destination);
        T.Store(second, ref destination[T.Count]);
    }
}
