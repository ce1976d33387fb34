using System.Numerics;

namespace Feedforward.Kernels;

/// <summary>
/// The matrix products as plain loops: the meaning of the fast kernel, the reference it is compared with bit by bit,
/// and what 64-bit checks run on.
/// </summary>
internal static class Naive
{
    /// <summary>h = b + x·W. x: n×d, W: d×m, b: m numbers or none, h: n×m.</summary>
    public static void Affine<T>(Matrix<T> x, Matrix<T> w, ReadOnlySpan<T> b, Matrix<T> h)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < x.Rows; i++)
        {
            for (var j = 0; j < w.Columns; j++)
            {
                var sum = b.IsEmpty ? T.Zero : b[j];
                for (var k = 0; k < x.Columns; k++)
                {
                    sum = T.FusedMultiplyAdd(x[i, k], w[k, j], sum);
                }

                h[i, j] = sum;
            }
        }
    }

    /// <summary>g = xᵀ·δ. x: n×d, δ: n×m, g: d×m.</summary>
    public static void TransposeLeft<T>(Matrix<T> x, Matrix<T> δ, Matrix<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < g.Rows; i++)
        {
            for (var j = 0; j < g.Columns; j++)
            {
                var sum = T.Zero;
                for (var k = 0; k < x.Rows; k++)
                {
                    sum = T.FusedMultiplyAdd(x[k, i], δ[k, j], sum);
                }

                g[i, j] = sum;
            }
        }
    }

    /// <summary>d = δ·Wᵀ. δ: n×m, W: d×m, result: n×d.</summary>
    public static void TransposeRight<T>(Matrix<T> δ, Matrix<T> w, Matrix<T> into)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < into.Rows; i++)
        {
            for (var j = 0; j < into.Columns; j++)
            {
                var sum = T.Zero;
                for (var k = 0; k < δ.Columns; k++)
                {
                    sum = T.FusedMultiplyAdd(δ[i, k], w[j, k], sum);
                }

                into[i, j] = sum;
            }
        }
    }
}
