using System.Numerics;
using System.Runtime.InteropServices;

namespace Feedforward.Kernels;

/// <summary>Sums over examples, one for each feature. Rows are added in ascending order; vectors run over features, never over the sum.</summary>
internal static class ColumnKernel
{
    /// <summary>s_j = Σᵢ x_ij.</summary>
    public static void Sum<T>(Matrix<T> x, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.Clear();
        var s = MemoryMarshal.Cast<T, Vector<T>>(sums);
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i);
            var vectors = MemoryMarshal.Cast<T, Vector<T>>(row);
            for (var v = 0; v < vectors.Length; v++)
            {
                s[v] += vectors[v];
            }

            for (var j = vectors.Length * Vector<T>.Count; j < row.Length; j++)
            {
                sums[j] += row[j];
            }
        }
    }

    /// <summary>s_j = Σᵢ x_ij·y_ij.</summary>
    public static void SumOfProducts<T>(Matrix<T> x, Matrix<T> y, Span<T> sums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        sums.Clear();
        for (var i = 0; i < x.Rows; i++)
        {
            var a = x.Row(i);
            var b = y.Row(i);
            for (var j = 0; j < sums.Length; j++)
            {
                sums[j] = T.FusedMultiplyAdd(a[j], b[j], sums[j]);
            }
        }
    }

    /// <summary>μ_j = (1/n)Σᵢ x_ij and v_j = (1/n)Σᵢ(x_ij − μ_j)², in two passes.</summary>
    public static void MeanAndVariance<T>(Matrix<T> x, Span<T> mean, Span<T> variance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = T.CreateTruncating(x.Rows);
        Sum(x, mean);
        for (var j = 0; j < mean.Length; j++)
        {
            mean[j] /= n;
        }

        variance.Clear();
        for (var i = 0; i < x.Rows; i++)
        {
            var row = x.Row(i);
            for (var j = 0; j < variance.Length; j++)
            {
                var centred = row[j] - mean[j];
                variance[j] = T.FusedMultiplyAdd(centred, centred, variance[j]);
            }
        }

        for (var j = 0; j < variance.Length; j++)
        {
            variance[j] /= n;
        }
    }

    /// <summary>x̂ = (x − μ)/√(v + ε) and h = γx̂ + β, per column.</summary>
    public static void Normalize<T>(
        Matrix<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, T ε, ReadOnlySpan<T> γ, ReadOnlySpan<T> β, Matrix<T> normalized, Matrix<T> h)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Rows; i++)
        {
            var from = x.Row(i);
            var x̂ = normalized.Row(i);
            var to = h.Row(i);
            for (var j = 0; j < from.Length; j++)
            {
                x̂[j] = (from[j] - mean[j]) / T.Sqrt(variance[j] + ε);
                to[j] = T.FusedMultiplyAdd(γ[j], x̂[j], β[j]);
            }
        }
    }
}
