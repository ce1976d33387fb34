using System.Numerics;
using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>What batch normalisation does to each number of a column.</summary>
internal static unsafe class BatchNormalizationKernel
{
    /// <summary>x̂ = (x − μ)/√(v + ε) and h = γx̂ + β, per column.</summary>
    public static void Normalize<T>(
        Matrix<T> x, ReadOnlySpan<T> mean, ReadOnlySpan<T> variance, T ε, ReadOnlySpan<T> γ, ReadOnlySpan<T> β, Matrix<T> normalized, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(normalized, x);
        Check(h, x);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(Math.Min(mean.Length, variance.Length), Math.Min(γ.Length, β.Length)), x.Columns);
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, pn = Cast.ToFloat(normalized).Span, ph = Cast.ToFloat(h).Span)
            fixed (float* pμ = Cast.ToFloat(mean), pv = Cast.ToFloat(variance), pγ = Cast.ToFloat(γ), pβ = Cast.ToFloat(β))
            {
                Columnwise.Run(
                    new ForwardBody { X = px, Normalized = pn, H = ph, Mean = pμ, Variance = pv, Γ = pγ, Β = pβ, Ε = float.CreateTruncating(ε), Columns = x.Columns },
                    x.Rows,
                    x.Columns,
                    threads);
            }

            return;
        }

        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < x.Columns; j++)
            {
                normalized[i, j] = (x[i, j] - mean[j]) / T.Sqrt(variance[j] + ε);
                h[i, j] = T.FusedMultiplyAdd(γ[j], normalized[i, j], β[j]);
            }
        }
    }

    /// <summary>
    /// ∂R/∂x = s(δ − (∇β + x̂∇γ)/n), where the scales s = γ/√(v + ε) stand in the first row of the result; without batch
    /// statistics s·δ.
    /// </summary>
    public static void Backward<T>(
        Matrix<T> δ, Matrix<T> normalized, ReadOnlySpan<T> gγ, ReadOnlySpan<T> gβ, bool isTraining, Matrix<T> into, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(normalized, δ);
        Check(into, δ);
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(gγ.Length, gβ.Length), δ.Columns);
        if (typeof(T) == typeof(float))
        {
            fixed (float* pδ = Cast.ToFloat(δ).Span, pn = Cast.ToFloat(normalized).Span, pi = Cast.ToFloat(into).Span, pγ = Cast.ToFloat(gγ), pβ = Cast.ToFloat(gβ))
            {
                Columnwise.Run(
                    new BackwardBody { Δ = pδ, Normalized = isTraining ? pn : null, Into = pi, GΓ = pγ, GΒ = pβ, Rows = δ.Rows, Columns = δ.Columns },
                    δ.Rows,
                    δ.Columns,
                    threads);
            }

            return;
        }

        // The first row, which holds the scales, comes last.
        var n = T.CreateTruncating(δ.Rows);
        for (var i = δ.Rows - 1; i >= 0; i--)
        {
            for (var j = 0; j < δ.Columns; j++)
            {
                var centred = isTraining ? δ[i, j] - ((gβ[j] + (normalized[i, j] * gγ[j])) / n) : δ[i, j];
                into[i, j] = into[0, j] * centred;
            }
        }
    }

    /// <summary>The pointers above know no bounds, so the shapes are compared before.</summary>
    private static void Check<T>(Matrix<T> matrix, Matrix<T> x)
        where T : unmanaged
    {
        if (matrix.Rows != x.Rows || matrix.Columns != x.Columns)
        {
            throw new ArgumentException(
                $"Batch normalisation works on matrices of one shape; {matrix.Rows}×{matrix.Columns} and {x.Rows}×{x.Columns} were given.");
        }
    }

    private struct ForwardBody : IColumnwise
    {
        public float* X;
        public float* Normalized;
        public float* H;
        public float* Mean;
        public float* Variance;
        public float* Γ;
        public float* Β;
        public float Ε;
        public nint Columns;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var (μ, γ, β) = (T.Load(ref Mean[j]), T.Load(ref Γ[j]), T.Load(ref Β[j]));
            var deviation = T.Sqrt(T.Load(ref Variance[j]) + T.Broadcast(Ε));
            float* from = X, normalized = Normalized, h = H;
            var step = Columns;
            for (var i = (row * step) + j; row < end; row++, i += step)
            {
                var x̂ = (T.Load(ref from[i]) - μ) / deviation;
                T.Store(x̂, ref normalized[i]);
                T.Store(T.FusedMultiplyAdd(γ, x̂, β), ref h[i]);
            }
        }
    }

    private struct BackwardBody : IColumnwise
    {
        public float* Δ;
        public float* Normalized;
        public float* Into;
        public float* GΓ;
        public float* GΒ;
        public int Rows;
        public nint Columns;

        /// <summary>Rows are taken from the last one up, because the first one holds the scales.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var (gγ, gβ, n, scale) = (T.Load(ref GΓ[j]), T.Load(ref GΒ[j]), T.Broadcast(Rows), T.Load(ref Into[j]));
            float* δ = Δ, normalized = Normalized, into = Into;
            var step = Columns;
            for (var i = ((Rows - 1 - row) * step) + j; row < end; row++, i -= step)
            {
                var centred = T.Load(ref δ[i]);
                if (normalized != null)
                {
                    centred -= (gβ + (T.Load(ref normalized[i]) * gγ)) / n;
                }

                T.Store(scale * centred, ref into[i]);
            }
        }
    }
}
