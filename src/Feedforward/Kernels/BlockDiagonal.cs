using System.Numerics;

namespace Feedforward.Kernels;

/// <summary>
/// The three matrix products of k dense layers side by side: member m has columns m·d to (m + 1)·d − 1 of x, the d×u block
/// of W in the rows m·d and following, and columns m·u and following of h. One sweep of the threads does all members, and
/// each sum is the chain that <see cref="Gemm"/> gives for the member alone.
/// </summary>
internal static unsafe class BlockDiagonal
{
    /// <summary>h_m = b_m + x_m·W_m. x: n×kd, W: kd×u, b: k·u numbers or none, h: n×ku.</summary>
    public static void Affine<T>(Matrix<T> x, Matrix<T> w, ReadOnlySpan<T> b, Matrix<T> h, int members, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (d, u) = Sizes(x, w, h, members);
        if (!b.IsEmpty && b.Length != h.Columns)
        {
            throw new ArgumentException($"{h.Columns} biases are needed; {b.Length} were given.");
        }

        if (typeof(T) != typeof(float))
        {
            for (var i = 0; i < h.Rows; i++)
            {
                for (var j = 0; j < h.Columns; j++)
                {
                    var (first, sum) = (j / u * d, b.IsEmpty ? T.Zero : b[j]);
                    for (var k = first; k < first + d; k++)
                    {
                        sum = T.FusedMultiplyAdd(x[i, k], w[k, j % u], sum);
                    }

                    h[i, j] = sum;
                }
            }

            return;
        }

        fixed (float* px = Cast.ToFloat(x).Span, pw = Cast.ToFloat(w).Span, pb = Cast.ToFloat(b), ph = Cast.ToFloat(h).Span)
        {
            var first = new Product<NoEpilogue>
            {
                Rows = x.Rows,
                Columns = u,
                Depth = d,
                A = px,
                ARow = x.Columns,
                AStep = 1,
                B = pw,
                BStep = u,
                BColumn = 1,
                Start = b.IsEmpty ? null : pb,
                C = ph,
                CRow = h.Columns,
            };
            Run(new Members { First = first, NextA = d, NextB = (nint)d * u, NextStart = b.IsEmpty ? 0 : u, NextC = u }, members, threads);
        }
    }

    /// <summary>g_m = x_mᵀ·δ_m. x: n×kd, δ: n×ku, g: kd×u.</summary>
    public static void TransposeLeft<T>(Matrix<T> x, Matrix<T> δ, Matrix<T> g, int members, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (d, u) = Sizes(x, g, δ, members);
        if (typeof(T) != typeof(float))
        {
            for (var k = 0; k < g.Rows; k++)
            {
                for (var j = 0; j < u; j++)
                {
                    var sum = T.Zero;
                    for (var i = 0; i < x.Rows; i++)
                    {
                        sum = T.FusedMultiplyAdd(x[i, k], δ[i, (k / d * u) + j], sum);
                    }

                    g[k, j] = sum;
                }
            }

            return;
        }

        fixed (float* px = Cast.ToFloat(x).Span, pδ = Cast.ToFloat(δ).Span, pg = Cast.ToFloat(g).Span)
        {
            var first = new Product<NoEpilogue>
            {
                Rows = d,
                Columns = u,
                Depth = x.Rows,
                A = px,
                ARow = 1,
                AStep = x.Columns,
                B = pδ,
                BStep = δ.Columns,
                BColumn = 1,
                C = pg,
                CRow = u,
            };
            Run(new Members { First = first, NextA = d, NextB = u, NextC = (nint)d * u }, members, threads);
        }
    }

    /// <summary>d_m = δ_m·W_mᵀ. δ: n×ku, W: kd×u, result: n×kd.</summary>
    public static void TransposeRight<T>(Matrix<T> δ, Matrix<T> w, Matrix<T> into, int members, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (d, u) = Sizes(into, w, δ, members);
        if (typeof(T) != typeof(float))
        {
            for (var i = 0; i < into.Rows; i++)
            {
                for (var k = 0; k < into.Columns; k++)
                {
                    var sum = T.Zero;
                    for (var j = 0; j < u; j++)
                    {
                        sum = T.FusedMultiplyAdd(δ[i, (k / d * u) + j], w[k, j], sum);
                    }

                    into[i, k] = sum;
                }
            }

            return;
        }

        fixed (float* pδ = Cast.ToFloat(δ).Span, pw = Cast.ToFloat(w).Span, pi = Cast.ToFloat(into).Span)
        {
            var first = new Product<NoEpilogue>
            {
                Rows = δ.Rows,
                Columns = d,
                Depth = u,
                A = pδ,
                ARow = δ.Columns,
                AStep = 1,
                B = pw,
                BStep = 1,
                BColumn = u,
                C = pi,
                CRow = into.Columns,
            };
            Run(new Members { First = first, NextA = u, NextB = (nint)d * u, NextC = d }, members, threads);
        }
    }

    /// <summary>A member's inputs and units. The pointers know no bounds, so the shapes are compared before.</summary>
    private static (int Inputs, int Units) Sizes<T>(Matrix<T> x, Matrix<T> w, Matrix<T> h, int members)
        where T : unmanaged
    {
        var d = x.Columns / members;
        return d * members == x.Columns && w.Rows == x.Columns && h.Columns == members * w.Columns && h.Rows == x.Rows
            ? (d, w.Columns)
            : throw new ArgumentException(
                $"{members} members side by side got {x.Rows}×{x.Columns} inputs, {w.Rows}×{w.Columns} weights and {h.Rows}×{h.Columns} outputs.");
    }

    private static void Run(Members work, int members, int threads)
    {
        var first = work.First;
        var isSmall = (long)first.Rows * first.Columns * first.Depth * members < Gemm.ParallelThreshold;
        threads = isSmall ? 1 : threads;

        // Where the members do not come out even for the threads, each is cut in as many ranges of rows.
        work.RowsOfPart = members % threads == 0 || members >= 4 * threads
            ? first.Rows
            : (((first.Rows + threads - 1) / threads) + 11) / 12 * 12;
        work.PartsOfMember = (first.Rows + work.RowsOfPart - 1) / work.RowsOfPart;
        Team.Run(members * work.PartsOfMember, threads, ref work);
    }

    private struct Members : IParallelWork
    {
        public Product<NoEpilogue> First;
        public nint NextA;
        public nint NextB;
        public nint NextStart;
        public nint NextC;
        public int RowsOfPart;
        public int PartsOfMember;

        public readonly void Execute(int part)
        {
            var member = part / PartsOfMember;
            var row = part % PartsOfMember * RowsOfPart;
            var product = First;
            product.Rows = Math.Min(RowsOfPart, First.Rows - row);
            product.A += (member * NextA) + (row * First.ARow);
            product.B += member * NextB;
            product.C += (member * NextC) + (row * First.CRow);
            product.Start += member * NextStart;
            product.Run(threads: 1);
        }
    }
}
