using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>
/// One row times a matrix too large for the first caches, c ← c + a·B: memory sets the pace, so B is read from front to
/// back, eight of its rows side by side, and c is read and written once for the eight. The chains are those of a tile.
/// </summary>
internal static unsafe class RowProduct
{
    /// <summary>c_j ← c_j + Σ_k a_k·B[k, j] in ascending k; strides count elements, B's columns lie side by side.</summary>
    public static void Add<T>(float* a, nint aStep, float* b, nint bStep, float* c, int depth, int columns)
        where T : struct, IVectorLane<T>
    {
        var k = 0;
        for (; k + 8 <= depth; k += 8, a += 8 * aStep, b += 8 * bStep)
        {
            Eight<T>(a, aStep, b, bStep, c, columns);
        }

        for (; k < depth; k++, a += aStep, b += bStep)
        {
            One<T>(a, b, c, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Eight<T>(float* a, nint aStep, float* b, nint bStep, float* c, int columns)
        where T : struct, IVectorLane<T>
    {
        T a0 = T.Broadcast(a[0]), a1 = T.Broadcast(a[aStep]), a2 = T.Broadcast(a[2 * aStep]), a3 = T.Broadcast(a[3 * aStep]);
        T a4 = T.Broadcast(a[4 * aStep]), a5 = T.Broadcast(a[5 * aStep]), a6 = T.Broadcast(a[6 * aStep]), a7 = T.Broadcast(a[7 * aStep]);
        float* b1 = b + bStep, b2 = b1 + bStep, b3 = b2 + bStep, b4 = b3 + bStep, b5 = b4 + bStep, b6 = b5 + bStep, b7 = b6 + bStep;
        nint j = 0;
        for (; j + T.Count <= columns; j += T.Count)
        {
            var sum = T.Load(ref c[j]);
            sum = T.FusedMultiplyAdd(a0, T.Load(ref b[j]), sum);
            sum = T.FusedMultiplyAdd(a1, T.Load(ref b1[j]), sum);
            sum = T.FusedMultiplyAdd(a2, T.Load(ref b2[j]), sum);
            sum = T.FusedMultiplyAdd(a3, T.Load(ref b3[j]), sum);
            sum = T.FusedMultiplyAdd(a4, T.Load(ref b4[j]), sum);
            sum = T.FusedMultiplyAdd(a5, T.Load(ref b5[j]), sum);
            sum = T.FusedMultiplyAdd(a6, T.Load(ref b6[j]), sum);
            T.Store(T.FusedMultiplyAdd(a7, T.Load(ref b7[j]), sum), ref c[j]);
        }

        if (j < columns)
        {
            var mask = T.Mask(columns - (int)j);
            var sum = T.LoadMasked(c + j, mask);
            sum = T.FusedMultiplyAdd(a0, T.LoadMasked(b + j, mask), sum);
            sum = T.FusedMultiplyAdd(a1, T.LoadMasked(b1 + j, mask), sum);
            sum = T.FusedMultiplyAdd(a2, T.LoadMasked(b2 + j, mask), sum);
            sum = T.FusedMultiplyAdd(a3, T.LoadMasked(b3 + j, mask), sum);
            sum = T.FusedMultiplyAdd(a4, T.LoadMasked(b4 + j, mask), sum);
            sum = T.FusedMultiplyAdd(a5, T.LoadMasked(b5 + j, mask), sum);
            sum = T.FusedMultiplyAdd(a6, T.LoadMasked(b6 + j, mask), sum);
            T.StoreMasked(T.FusedMultiplyAdd(a7, T.LoadMasked(b7 + j, mask), sum), c + j, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void One<T>(float* a, float* b, float* c, int columns)
        where T : struct, IVectorLane<T>
    {
        var x = T.Broadcast(a[0]);
        nint j = 0;
        for (; j + T.Count <= columns; j += T.Count)
        {
            T.Store(T.FusedMultiplyAdd(x, T.Load(ref b[j]), T.Load(ref c[j])), ref c[j]);
        }

        if (j < columns)
        {
            var mask = T.Mask(columns - (int)j);
            T.StoreMasked(T.FusedMultiplyAdd(x, T.LoadMasked(b + j, mask), T.LoadMasked(c + j, mask)), c + j, mask);
        }
    }
}
