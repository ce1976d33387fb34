using System.Numerics;

namespace Feedforward.Kernels;

/// <summary>
/// The three matrix products of a dense layer. 32-bit numbers take the fast kernel, 64-bit ones the plain loops of
/// <see cref="Naive"/>; both compute each element as one chain of fused multiply-adds in ascending order.
/// </summary>
internal static unsafe class Gemm
{
    /// <summary>Multiply-adds below which a product stays on one thread.</summary>
    public const long ParallelThreshold = 250_000;

    /// <summary>h = b + x·W, then the epilogue. x: n×d, W: d×m, b: m numbers or none, h: n×m.</summary>
    public static void Affine<TEpilogue>(
        Matrix<float> x, Matrix<float> w, ReadOnlySpan<float> b, Matrix<float> h, TEpilogue epilogue, int threads)
        where TEpilogue : unmanaged, IEpilogue
    {
        Check(x.Columns == w.Rows && h.Rows == x.Rows && h.Columns == w.Columns && (b.IsEmpty || b.Length == w.Columns));
        fixed (float* px = x.Span, pw = w.Span, pb = b, ph = h.Span)
        {
            new Product<TEpilogue>
            {
                Rows = x.Rows,
                Columns = w.Columns,
                Depth = x.Columns,
                A = px,
                ARow = x.Columns,
                AStep = 1,
                B = pw,
                BStep = w.Columns,
                BColumn = 1,
                Start = b.IsEmpty ? null : pb,
                C = ph,
                CRow = h.Columns,
                Epilogue = epilogue,
            }.Run(threads);
        }
    }

    /// <summary>g = xᵀ·δ, the sum over examples. x: n×d, δ: n×m, g: d×m.</summary>
    public static void TransposeLeft<T>(Matrix<T> x, Matrix<T> δ, Matrix<T> g, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x.Rows == δ.Rows && g.Rows == x.Columns && g.Columns == δ.Columns);
        if (typeof(T) != typeof(float))
        {
            Naive.TransposeLeft(x, δ, g);
            return;
        }

        fixed (float* px = Cast.ToFloat(x).Span, pδ = Cast.ToFloat(δ).Span, pg = Cast.ToFloat(g).Span)
        {
            new Product<NoEpilogue>
            {
                Rows = x.Columns,
                Columns = δ.Columns,
                Depth = x.Rows,
                A = px,
                ARow = 1,
                AStep = x.Columns,
                B = pδ,
                BStep = δ.Columns,
                BColumn = 1,
                C = pg,
                CRow = g.Columns,
            }.Run(threads);
        }
    }

    /// <summary>d = δ·Wᵀ. δ: n×m, W: d×m, result: n×d.</summary>
    public static void TransposeRight<T>(Matrix<T> δ, Matrix<T> w, Matrix<T> into, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(δ.Columns == w.Columns && into.Rows == δ.Rows && into.Columns == w.Rows);
        if (typeof(T) != typeof(float))
        {
            Naive.TransposeRight(δ, w, into);
            return;
        }

        fixed (float* pδ = Cast.ToFloat(δ).Span, pw = Cast.ToFloat(w).Span, pi = Cast.ToFloat(into).Span)
        {
            new Product<NoEpilogue>
            {
                Rows = δ.Rows,
                Columns = w.Rows,
                Depth = δ.Columns,
                A = pδ,
                ARow = δ.Columns,
                AStep = 1,
                B = pw,
                BStep = 1,
                BColumn = w.Columns,
                C = pi,
                CRow = into.Columns,
            }.Run(threads);
        }
    }

    /// <summary>The pointers below know no bounds, so no product begins with shapes that do not fit together.</summary>
    private static void Check(bool shapesFit)
    {
        if (!shapesFit)
        {
            throw new ArgumentException("The shapes of a matrix product do not fit together.");
        }
    }
}
