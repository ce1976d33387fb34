using System.Numerics;
using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>Sums and products of two vectors, number by number. The result may be one of them.</summary>
internal static unsafe class Arithmetic
{
    /// <summary>zᵢ = xᵢ + yᵢ.</summary>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, y.Length, z.Length);
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x), py = Cast.ToFloat(y), pz = Cast.ToFloat(z))
            {
                Elementwise.Run(new SumBody { X = px, Y = py, Z = pz }, z.Length, threads);
            }

            return;
        }

        for (var i = 0; i < z.Length; i++)
        {
            z[i] = x[i] + y[i];
        }
    }

    /// <summary>zᵢ = xᵢ·yᵢ.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Length, y.Length, z.Length);
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x), py = Cast.ToFloat(y), pz = Cast.ToFloat(z))
            {
                Elementwise.Run(new ProductBody { X = px, Y = py, Z = pz }, z.Length, threads);
            }

            return;
        }

        for (var i = 0; i < z.Length; i++)
        {
            z[i] = x[i] * y[i];
        }
    }

    /// <summary>z_ij = x_ij·s_j: every row times the same row.</summary>
    public static void MultiplyRows<T>(Matrix<T> x, ReadOnlySpan<T> s, Matrix<T> z, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Columns, s.Length, z.Columns);
        Check(x.Rows, x.Rows, z.Rows);
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, ps = Cast.ToFloat(s), pz = Cast.ToFloat(z).Span)
            {
                Columnwise.Run(new RowProductBody { X = px, S = ps, Z = pz, Columns = x.Columns }, x.Rows, x.Columns, threads);
            }

            return;
        }

        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < s.Length; j++)
            {
                z[i, j] = x[i, j] * s[j];
            }
        }
    }

    /// <summary>z_ij = x_ij·s_j + b_j: every row times the same row, plus the same row.</summary>
    public static void MultiplyAddRows<T>(Matrix<T> x, ReadOnlySpan<T> s, ReadOnlySpan<T> b, Matrix<T> z, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Columns, s.Length, z.Columns);
        Check(x.Rows, x.Rows, z.Rows);
        Check(s.Length, b.Length, s.Length);
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, ps = Cast.ToFloat(s), pb = Cast.ToFloat(b), pz = Cast.ToFloat(z).Span)
            {
                Columnwise.Run(new RowLineBody { X = px, S = ps, B = pb, Z = pz, Columns = x.Columns }, x.Rows, x.Columns, threads);
            }

            return;
        }

        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < s.Length; j++)
            {
                z[i, j] = T.FusedMultiplyAdd(x[i, j], s[j], b[j]);
            }
        }
    }

    /// <summary>xᵢ ← c·xᵢ.</summary>
    public static void Scale(Span<float> x, float factor, int threads)
    {
        fixed (float* px = x)
        {
            Elementwise.Run(new ScaleBody { X = px, Factor = factor }, x.Length, threads);
        }
    }

    /// <summary>The pointers above know no bounds, so the lengths are compared before.</summary>
    private static void Check(int x, int y, int z)
    {
        if (x != z || y != z)
        {
            throw new ArgumentException($"Vectors of one length are needed; {x}, {y} and {z} numbers were given.");
        }
    }

    private struct SumBody : IElementwise
    {
        public float* X;
        public float* Y;
        public float* Z;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(T.Load(ref X[i]) + T.Load(ref Y[i]), ref Z[i]);
    }

    private struct ProductBody : IElementwise
    {
        public float* X;
        public float* Y;
        public float* Z;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(T.Load(ref X[i]) * T.Load(ref Y[i]), ref Z[i]);
    }

    private struct RowProductBody : IColumnwise
    {
        public float* X;
        public float* S;
        public float* Z;
        public nint Columns;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var s = T.Load(ref S[j]);
            float* x = X + (row * Columns) + j, z = Z + (row * Columns) + j;
            for (; row < end; row++, x += Columns, z += Columns)
            {
                T.Store(T.Load(ref *x) * s, ref *z);
            }
        }
    }

    private struct RowLineBody : IColumnwise
    {
        public float* X;
        public float* S;
        public float* B;
        public float* Z;
        public nint Columns;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var (s, b) = (T.Load(ref S[j]), T.Load(ref B[j]));
            float* x = X + (row * Columns) + j, z = Z + (row * Columns) + j;
            for (; row < end; row++, x += Columns, z += Columns)
            {
                T.Store(T.FusedMultiplyAdd(T.Load(ref *x), s, b), ref *z);
            }
        }
    }

    private struct ScaleBody : IElementwise
    {
        public float* X;
        public float Factor;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(T.Load(ref X[i]) * T.Broadcast(Factor), ref X[i]);
    }
}
