using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>
/// Rows of a few numbers, such as an embedding: sixteen at a time, then four, then one. Each number has the same operations whichever it is among, so its
/// bits depend on no vector's width.
/// </summary>
internal static unsafe class ShortRow
{
    /// <summary>zⱼ = xⱼ + yⱼ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<T>(T* x, T* y, T* z, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var j = 0;
        if (typeof(T) == typeof(float))
        {
            float* fx = (float*)x, fy = (float*)y, fz = (float*)z;
            for (; j <= count - Vector512<float>.Count; j += Vector512<float>.Count)
            {
                (Vector512.Load(fx + j) + Vector512.Load(fy + j)).Store(fz + j);
            }

            for (; j <= count - Vector128<float>.Count; j += Vector128<float>.Count)
            {
                (Vector128.Load(fx + j) + Vector128.Load(fy + j)).Store(fz + j);
            }
        }

        for (; j < count; j++)
        {
            z[j] = x[j] + y[j];
        }
    }

    /// <summary>zⱼ ← f·xⱼ + zⱼ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyAdd<T>(T f, T* x, T* z, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var j = 0;
        if (typeof(T) == typeof(float))
        {
            float* fx = (float*)x, fz = (float*)z;
            var factor = (float)(object)f;
            for (; j <= count - Vector512<float>.Count; j += Vector512<float>.Count)
            {
                Vector512.FusedMultiplyAdd(Vector512.Create(factor), Vector512.Load(fx + j), Vector512.Load(fz + j)).Store(fz + j);
            }

            for (; j <= count - Vector128<float>.Count; j += Vector128<float>.Count)
            {
                Vector128.FusedMultiplyAdd(Vector128.Create(factor), Vector128.Load(fx + j), Vector128.Load(fz + j)).Store(fz + j);
            }
        }

        for (; j < count; j++)
        {
            z[j] = T.FusedMultiplyAdd(f, x[j], z[j]);
        }
    }

    /// <summary>zⱼ = f·vⱼ + (x·aⱼ + pⱼ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blend<T>(T* p, T x, T* a, T f, T* v, T* z, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var j = 0;
        if (typeof(T) == typeof(float))
        {
            float* fp = (float*)p, fa = (float*)a, fv = (float*)v, fz = (float*)z;
            var (number, fraction) = ((float)(object)x, (float)(object)f);
            for (; j <= count - Vector512<float>.Count; j += Vector512<float>.Count)
            {
                var line = Vector512.FusedMultiplyAdd(Vector512.Create(number), Vector512.Load(fa + j), Vector512.Load(fp + j));
                Vector512.FusedMultiplyAdd(Vector512.Create(fraction), Vector512.Load(fv + j), line).Store(fz + j);
            }

            for (; j <= count - Vector128<float>.Count; j += Vector128<float>.Count)
            {
                var line = Vector128.FusedMultiplyAdd(Vector128.Create(number), Vector128.Load(fa + j), Vector128.Load(fp + j));
                Vector128.FusedMultiplyAdd(Vector128.Create(fraction), Vector128.Load(fv + j), line).Store(fz + j);
            }
        }

        for (; j < count; j++)
        {
            z[j] = T.FusedMultiplyAdd(f, v[j], T.FusedMultiplyAdd(x, a[j], p[j]));
        }
    }

    /// <summary>Σxⱼyⱼ, one number after the other.</summary>
    public static T Dot<T>(T* x, T* y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var j = 0; j < count; j++)
        {
            sum = T.FusedMultiplyAdd(x[j], y[j], sum);
        }

        return sum;
    }
}
