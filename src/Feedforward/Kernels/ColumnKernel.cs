using System.Numerics;
using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>Sums over examples, one for each feature. Rows are added in ascending order; vectors run over features, never over the sum.</summary>
internal static unsafe class ColumnKernel
{
    /// <summary>s_j = Σᵢ x_ij.</summary>
    public static void Sum<T>(Matrix<T> x, Span<T> sums, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x, sums.Length);
        sums.Clear();
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, ps = Cast.ToFloat(sums))
            {
                Columnwise.Run(new SumBody { X = px, Columns = x.Columns, Sums = ps }, x.Rows, x.Columns, threads);
            }

            return;
        }

        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < sums.Length; j++)
            {
                sums[j] += x[i, j];
            }
        }
    }

    /// <summary>s_j = Σᵢ x_ij·y_ij.</summary>
    public static void SumOfProducts<T>(Matrix<T> x, Matrix<T> y, Span<T> sums, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // y may have more columns than are wanted.
        Check(x, sums.Length);
        if (y.Rows != x.Rows || y.Columns < x.Columns)
        {
            throw new ArgumentException($"Products of the columns of {x.Rows}×{x.Columns} and {y.Rows}×{y.Columns} numbers were asked for.");
        }

        sums.Clear();
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, py = Cast.ToFloat(y).Span, ps = Cast.ToFloat(sums))
            {
                Columnwise.Run(
                    new ProductBody { X = px, Y = py, XColumns = x.Columns, YColumns = y.Columns, Sums = ps }, x.Rows, x.Columns, threads);
            }

            return;
        }

        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < sums.Length; j++)
            {
                sums[j] = T.FusedMultiplyAdd(x[i, j], y[i, j], sums[j]);
            }
        }
    }

    /// <summary>μ_j = (1/n)Σᵢ x_ij and v_j = (1/n)Σᵢ(x_ij − μ_j)², in two passes.</summary>
    public static void MeanAndVariance<T>(Matrix<T> x, Span<T> mean, Span<T> variance, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x, variance.Length);
        Sum(x, mean, threads);
        Divide(mean, x.Rows);
        variance.Clear();
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, pm = Cast.ToFloat(mean), pv = Cast.ToFloat(variance))
            {
                Columnwise.Run(new SquaresBody { X = px, Columns = x.Columns, Mean = pm, Sums = pv }, x.Rows, x.Columns, threads);
            }
        }
        else
        {
            for (var i = 0; i < x.Rows; i++)
            {
                for (var j = 0; j < variance.Length; j++)
                {
                    var centred = x[i, j] - mean[j];
                    variance[j] = T.FusedMultiplyAdd(centred, centred, variance[j]);
                }
            }
        }

        Divide(variance, x.Rows);
    }

    private static void Divide<T>(Span<T> sums, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = T.CreateTruncating(count);
        foreach (ref var sum in sums)
        {
            sum /= n;
        }
    }

    /// <summary>The pointers above know no bounds, so the shapes are compared before.</summary>
    private static void Check<T>(Matrix<T> x, int sums)
        where T : unmanaged
    {
        if (sums != x.Columns)
        {
            throw new ArgumentException($"A sum for each of {x.Columns} columns is needed; there is room for {sums}.");
        }
    }

    private struct SumBody : IColumnwise
    {
        public float* X;
        public nint Columns;
        public float* Sums;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var sum = T.Load(ref Sums[j]);
            var x = X + (row * Columns) + j;
            for (var step = Columns; row < end; row++, x += step)
            {
                sum += T.Load(ref *x);
            }

            T.Store(sum, ref Sums[j]);
        }
    }

    private struct ProductBody : IColumnwise
    {
        public float* X;
        public float* Y;
        public nint XColumns;
        public nint YColumns;
        public float* Sums;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var sum = T.Load(ref Sums[j]);
            float* x = X + (row * XColumns) + j, y = Y + (row * YColumns) + j;
            var (xStep, yStep) = (XColumns, YColumns);
            for (; row < end; row++, x += xStep, y += yStep)
            {
                sum = T.FusedMultiplyAdd(T.Load(ref *x), T.Load(ref *y), sum);
            }

            T.Store(sum, ref Sums[j]);
        }
    }

    private struct SquaresBody : IColumnwise
    {
        public float* X;
        public nint Columns;
        public float* Mean;
        public float* Sums;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var mean = T.Load(ref Mean[j]);
            var sum = T.Load(ref Sums[j]);
            var x = X + (row * Columns) + j;
            for (var step = Columns; row < end; row++, x += step)
            {
                var centred = T.Load(ref *x) - mean;
                sum = T.FusedMultiplyAdd(centred, centred, sum);
            }

            T.Store(sum, ref Sums[j]);
        }
    }
}
