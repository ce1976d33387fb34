using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>Layer normalisation, row by row while the row is in the cache. Sums over a row keep sixteen running sums (<see cref="RowPart"/>).</summary>
internal static unsafe class LayerNormalizationKernel
{
    private const int NumbersOfPart = 8192;

    /// <summary>x̂ = (x − μ)/√(v + ε) and h = γx̂ + β per row; x̂ and then 1/√(v + ε) go to the cache.</summary>
    public static void Forward<T>(Matrix<T> x, T ε, ReadOnlySpan<T> γ, ReadOnlySpan<T> β, Matrix<T> cache, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x, γ, cache, h);
        Check(x, β, cache, h);
        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(x).Span, pc = Cast.ToFloat(cache).Span, ph = Cast.ToFloat(h).Span, pγ = Cast.ToFloat(γ), pβ = Cast.ToFloat(β))
            {
                var work = new ForwardRows
                {
                    X = px,
                    Cache = pc,
                    H = ph,
                    Γ = pγ,
                    Β = pβ,
                    Ε = float.CreateTruncating(ε),
                    Columns = x.Columns,
                    Rows = x.Rows,
                    RowsOfPart = RowsOfPart(x),
                };
                Run(ref work, x, threads);
            }

            return;
        }

        var d = T.CreateTruncating(x.Columns);
        for (var i = 0; i < x.Rows; i++)
        {
            T sum = T.Zero, squares = T.Zero;
            foreach (var value in x.Row(i))
            {
                sum += value;
            }

            var μ = sum / d;
            foreach (var value in x.Row(i))
            {
                squares = T.FusedMultiplyAdd(value - μ, value - μ, squares);
            }

            var inverse = T.One / T.Sqrt((squares / d) + ε);
            cache[i, x.Columns] = inverse;
            for (var j = 0; j < x.Columns; j++)
            {
                cache[i, j] = (x[i, j] - μ) * inverse;
                h[i, j] = T.FusedMultiplyAdd(γ[j], cache[i, j], β[j]);
            }
        }
    }

    /// <summary>With e = γδ: ∂R/∂x = (e − mean(e) − x̂·mean(e·x̂))/√(v + ε).</summary>
    public static void Backward<T>(Matrix<T> δ, ReadOnlySpan<T> γ, Matrix<T> cache, Matrix<T> into, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(δ, γ, cache, into);
        if (typeof(T) == typeof(float))
        {
            fixed (float* pδ = Cast.ToFloat(δ).Span, pc = Cast.ToFloat(cache).Span, pi = Cast.ToFloat(into).Span, pγ = Cast.ToFloat(γ))
            {
                var work = new BackwardRows { Δ = pδ, Cache = pc, Into = pi, Γ = pγ, Columns = δ.Columns, Rows = δ.Rows, RowsOfPart = RowsOfPart(δ) };
                Run(ref work, δ, threads);
            }

            return;
        }

        var d = T.CreateTruncating(δ.Columns);
        for (var i = 0; i < δ.Rows; i++)
        {
            T sum = T.Zero, product = T.Zero;
            for (var j = 0; j < δ.Columns; j++)
            {
                var e = γ[j] * δ[i, j];
                sum += e;
                product = T.FusedMultiplyAdd(e, cache[i, j], product);
            }

            for (var j = 0; j < δ.Columns; j++)
            {
                into[i, j] = cache[i, δ.Columns] * ((γ[j] * δ[i, j]) - (sum / d) - (cache[i, j] * (product / d)));
            }
        }
    }

    private static int RowsOfPart<T>(Matrix<T> x)
        where T : unmanaged => Math.Max(1, NumbersOfPart / x.Columns);

    private static void Run<TWork, T>(ref TWork work, Matrix<T> x, int threads)
        where TWork : unmanaged, IParallelWork
        where T : unmanaged
    {
        var rows = RowsOfPart(x);
        var parts = (x.Rows + rows - 1) / rows;
        Team.Run(parts, (long)x.Rows * x.Columns < Elementwise.ParallelThreshold ? 1 : threads, ref work);
    }

    /// <summary>The pointers above know no bounds, so the shapes are compared before.</summary>
    private static void Check<T>(Matrix<T> x, ReadOnlySpan<T> parameters, Matrix<T> cache, Matrix<T> result)
        where T : unmanaged
    {
        if (parameters.Length != x.Columns || cache.Rows != x.Rows || cache.Columns != x.Columns + 1 || result.Rows != x.Rows || result.Columns != x.Columns)
        {
            throw new ArgumentException(
                $"Layer normalisation of {x.Rows}×{x.Columns} numbers got {parameters.Length} parameters, a cache of {cache.Rows}×{cache.Columns} and a result of {result.Rows}×{result.Columns}.");
        }
    }

    private struct ForwardRows : IParallelWork
    {
        public float* X;
        public float* Cache;
        public float* H;
        public float* Γ;
        public float* Β;
        public float Ε;
        public int Columns;
        public int Rows;
        public int RowsOfPart;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Execute(int part)
        {
            float* x = X, cache = Cache, h = H, γ = Γ, β = Β;
            var (d, ε, end) = (Columns, Ε, Math.Min(Rows, (part + 1) * RowsOfPart));
            for (var i = part * RowsOfPart; i < end; i++)
            {
                var from = x + ((nint)i * d);
                var normalized = cache + ((nint)i * (d + 1));
                var to = h + ((nint)i * d);
                var sums = Vector512<float>.Zero;
                for (var j = 0; j < d; j += RowPart.Length)
                {
                    sums += RowPart.Load(from + j, d - j, Vector512<float>.Zero);
                }

                var mean = RowPart.Sum(sums) / d;
                var μ = Vector512.Create(mean);
                var squares = Vector512<float>.Zero;
                for (var j = 0; j < d; j += RowPart.Length)
                {
                    var centred = RowPart.Load(from + j, d - j, μ) - μ;
                    squares = Vector512.FusedMultiplyAdd(centred, centred, squares);
                }

                var inverse = 1 / MathF.Sqrt((RowPart.Sum(squares) / d) + ε);
                for (var j = 0; j < d; j += RowPart.Length)
                {
                    var x̂ = (RowPart.Load(from + j, d - j, μ) - μ) * Vector512.Create(inverse);
                    var scale = RowPart.Load(γ + j, d - j, Vector512<float>.Zero);
                    var bias = RowPart.Load(β + j, d - j, Vector512<float>.Zero);
                    RowPart.Store(x̂, normalized + j, d - j);
                    RowPart.Store(Vector512.FusedMultiplyAdd(scale, x̂, bias), to + j, d - j);
                }

                normalized[d] = inverse;
            }
        }
    }

    private struct BackwardRows : IParallelWork
    {
        public float* Δ;
        public float* Cache;
        public float* Into;
        public float* Γ;
        public int Columns;
        public int Rows;
        public int RowsOfPart;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Execute(int part)
        {
            float* δ = Δ, cache = Cache, into = Into, γ = Γ;
            var (d, end) = (Columns, Math.Min(Rows, (part + 1) * RowsOfPart));
            var zero = Vector512<float>.Zero;
            for (var i = part * RowsOfPart; i < end; i++)
            {
                var from = δ + ((nint)i * d);
                var normalized = cache + ((nint)i * (d + 1));
                var to = into + ((nint)i * d);
                Vector512<float> sums = zero, products = zero;
                for (var j = 0; j < d; j += RowPart.Length)
                {
                    var e = RowPart.Load(γ + j, d - j, zero) * RowPart.Load(from + j, d - j, zero);
                    sums += e;
                    products = Vector512.FusedMultiplyAdd(e, RowPart.Load(normalized + j, d - j, zero), products);
                }

                var mean = Vector512.Create(RowPart.Sum(sums) / d);
                var slope = Vector512.Create(RowPart.Sum(products) / d);
                var inverse = Vector512.Create(normalized[d]);
                for (var j = 0; j < d; j += RowPart.Length)
                {
                    var e = RowPart.Load(γ + j, d - j, zero) * RowPart.Load(from + j, d - j, zero);
                    var rest = e - mean - (RowPart.Load(normalized + j, d - j, zero) * slope);
                    RowPart.Store(inverse * rest, to + j, d - j);
                }
            }
        }
    }
}
