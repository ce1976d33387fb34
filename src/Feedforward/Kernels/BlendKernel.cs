using System.Numerics;
using System.Runtime.CompilerServices;
using Feedforward.Activations;

namespace Feedforward.Kernels;

/// <summary>x + α∘(σ(x) − x) over whole matrices, with an α for each column; one compiled copy per function.</summary>
internal static unsafe class BlendKernel<TActivation>
    where TActivation : struct, IActivation
{
    /// <summary>c = σ(x) − x and h = x + α∘c.</summary>
    public static void Forward<T>(Matrix<T> x, ReadOnlySpan<T> α, Matrix<T> c, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x, α, c, h);
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, pα = Cast.ToFloat(α), pc = Cast.ToFloat(c).Span, ph = Cast.ToFloat(h).Span)
            {
                Columnwise.Run(new ForwardBody { X = px, Α = pα, C = pc, H = ph, Columns = x.Columns }, x.Rows, x.Columns, threads);
            }

            return;
        }

        var input = Cast.ToReal64(x.Span);
        var change = Cast.ToReal64(c.Span);
        var output = Cast.ToReal64(h.Span);
        for (var i = 0; i < input.Length; i++)
        {
            change[i] = TActivation.Value(input[i]) - input[i];
            output[i] = Real64.FusedMultiplyAdd(new Real64(double.CreateTruncating(α[i % x.Columns])), change[i], input[i]);
        }
    }

    /// <summary>∂R/∂x = δ∘(1 + α∘(σ′(x) − 1)).</summary>
    public static void Backward<T>(Matrix<T> x, ReadOnlySpan<T> α, Matrix<T> c, Matrix<T> δ, Matrix<T> into, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x, α, c, δ);
        Check(x, α, c, into);
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, pα = Cast.ToFloat(α), pc = Cast.ToFloat(c).Span)
            fixed (float* pδ = Cast.ToFloat(δ).Span, pi = Cast.ToFloat(into).Span)
            {
                Columnwise.Run(new BackwardBody { X = px, Α = pα, C = pc, Δ = pδ, Into = pi, Columns = x.Columns }, x.Rows, x.Columns, threads);
            }

            return;
        }

        var input = Cast.ToReal64(x.Span);
        var change = Cast.ToReal64(c.Span);
        var delta = Cast.ToReal64(δ.Span);
        var result = Cast.ToReal64(into.Span);
        for (var i = 0; i < input.Length; i++)
        {
            var slope = TActivation.Slope(input[i], change[i] + input[i]);
            result[i] = delta[i] * Real64.FusedMultiplyAdd(new Real64(double.CreateTruncating(α[i % x.Columns])), slope - Real64.One, Real64.One);
        }
    }

    /// <summary>The pointers above know no bounds, so the shapes are compared before.</summary>
    private static void Check<T>(Matrix<T> x, ReadOnlySpan<T> α, Matrix<T> c, Matrix<T> h)
        where T : unmanaged
    {
        if (α.Length != x.Columns || c.Rows != x.Rows || c.Columns != x.Columns || h.Rows != x.Rows || h.Columns != x.Columns)
        {
            throw new ArgumentException(
                $"A parametric activation of {x.Rows}×{x.Columns} numbers got {α.Length} parameters and matrices of {c.Rows}×{c.Columns} and {h.Rows}×{h.Columns}.");
        }
    }

    private struct ForwardBody : IColumnwise
    {
        public float* X;
        public float* Α;
        public float* C;
        public float* H;
        public nint Columns;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var α = T.Load(ref Α[j]);
            var i = (row * Columns) + j;
            for (; row < end; row++, i += Columns)
            {
                var x = T.Load(ref X[i]);
                var c = TActivation.Value(x) - x;
                T.Store(c, ref C[i]);
                T.Store(T.FusedMultiplyAdd(α, c, x), ref H[i]);
            }
        }
    }

    private struct BackwardBody : IColumnwise
    {
        public float* X;
        public float* Α;
        public float* C;
        public float* Δ;
        public float* Into;
        public nint Columns;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Down<T>(nint j, int row, int end)
            where T : struct, IFloatLane<T>
        {
            var α = T.Load(ref Α[j]);
            var i = (row * Columns) + j;
            for (; row < end; row++, i += Columns)
            {
                var x = T.Load(ref X[i]);
                var slope = TActivation.Slope(x, T.Load(ref C[i]) + x);
                T.Store(T.Load(ref Δ[i]) * T.FusedMultiplyAdd(α, slope - T.One, T.One), ref Into[i]);
            }
        }
    }
}
