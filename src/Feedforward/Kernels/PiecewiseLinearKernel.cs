using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>
/// e = ax + c + Vᵀp(x) for each feature x. Below the bin of x all p_t are 1, so their sum is looked up: P_t = c + V_0 + … + V_{t−1}
/// is added up once for a pass, and its derivative likewise once at the end. Vectors run along e, sums over examples take their order.
/// </summary>
internal static unsafe class PiecewiseLinearKernel
{
    /// <summary>h = ax + c + Vᵀp(x). x: n×p; h: n×(k·p·E).</summary>
    public static void Forward<T>(Matrix<T> x, PiecewiseLinearParameters<T> θ, ReadOnlySpan<float> edges, ReadOnlySpan<int> firstBin, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(x, θ, default, edges, firstBin, h, default, threads);

    /// <summary>The gradients of a, c and V, and, where it is not empty, ∂R/∂x.</summary>
    public static void Backward<T>(
        Matrix<T> x,
        PiecewiseLinearParameters<T> θ,
        PiecewiseLinearParameters<T> gradient,
        ReadOnlySpan<float> edges,
        ReadOnlySpan<int> firstBin,
        Matrix<T> δ,
        Matrix<T> inputDelta,
        int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(x, θ, gradient, edges, firstBin, δ, inputDelta, threads);

    private static void Run<T>(
        Matrix<T> x,
        PiecewiseLinearParameters<T> θ,
        PiecewiseLinearParameters<T> gradient,
        ReadOnlySpan<float> edges,
        ReadOnlySpan<int> firstBin,
        Matrix<T> h,
        Matrix<T> inputDelta,
        int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* px = x.Span, a = θ.Slope.Span, c = θ.Bias.Span, v = θ.Bins.Span, ph = h.Span, into = inputDelta.Span)
        fixed (T* ga = gradient.Slope.Span, gc = gradient.Bias.Span, gv = gradient.Bins.Span)
        fixed (float* pe = edges)
        fixed (int* bins = firstBin)
        {
            var work = new Features<T>
            {
                X = px,
                A = a,
                C = c,
                V = v,
                H = ph,
                GradientOfA = ga,
                GradientOfC = gc,
                GradientOfV = gv,
                InputDelta = inputDelta.IsEmpty ? null : into,
                Edges = pe,
                FirstBin = bins,
                Rows = x.Rows,
                Columns = x.Columns,
                Members = θ.Slope.Rows / x.Columns,
                Dimension = θ.Slope.Columns,
            };
            var isSmall = (long)h.Rows * h.Columns < Elementwise.ParallelThreshold;
            Team.Run(x.Columns, isSmall ? 1 : threads, ref work);
        }
    }

    /// <summary>A part is a feature, for all members.</summary>
    private struct Features<T> : IParallelWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T* X;
        public T* A;
        public T* C;
        public T* V;
        public T* H;
        public T* GradientOfA;
        public T* GradientOfC;
        public T* GradientOfV;
        public T* InputDelta;
        public float* Edges;
        public int* FirstBin;
        public int Rows;
        public int Columns;
        public int Members;
        public int Dimension;

        public readonly void Execute(int part)
        {
            for (var member = 0; member < Members; member++)
            {
                if (GradientOfA == null)
                {
                    Forward(part, member);
                }
                else
                {
                    Backward(part, member);
                }
            }
        }

        /// <summary>A feature's bins begin one edge later than among the bins for each feature before it.</summary>
        private readonly float* EdgesOf(int feature) => Edges + FirstBin[feature] + feature;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Forward(int feature, int member)
        {
            var (dimension, bins, width) = (Dimension, FirstBin[feature + 1] - FirstBin[feature], (nint)Members * Columns * Dimension);
            var row = (nint)((member * Columns) + feature) * dimension;
            var v = V + ((nint)((member * FirstBin[Columns]) + FirstBin[feature]) * dimension);
            fixed (T* sums = Scratch<T>.Take(bins * dimension))
            {
                Buffer.MemoryCopy(C + row, sums, dimension * sizeof(T), dimension * sizeof(T));
                for (var t = 1; t < bins; t++)
                {
                    Sum(sums + ((t - 1) * dimension), v + ((t - 1) * dimension), sums + (t * dimension), dimension);
                }

                var edges = EdgesOf(feature);
                for (var i = 0; i < Rows; i++)
                {
                    var x = X[((nint)i * Columns) + feature];
                    var t = BinOf(x, edges, bins, out var f, out _);
                    Blend(sums + (t * dimension), x, A + row, f, v + (t * dimension), H + (i * width) + row, dimension);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Backward(int feature, int member)
        {
            var (dimension, bins, width) = (Dimension, FirstBin[feature + 1] - FirstBin[feature], (nint)Members * Columns * Dimension);
            var row = (nint)((member * Columns) + feature) * dimension;
            var bin = (nint)((member * FirstBin[Columns]) + FirstBin[feature]) * dimension;
            T* a = A + row, v = V + bin, ga = GradientOfA + row, gc = GradientOfC + row, gv = GradientOfV + bin;
            new Span<T>(ga, dimension).Clear();
            new Span<T>(gc, dimension).Clear();
            new Span<T>(gv, bins * dimension).Clear();

            // Σδ of the examples in each bin, and behind them of those in the bins above.
            fixed (T* sums = Scratch<T>.Take((bins + 1) * dimension))
            {
                new Span<T>(sums, (bins + 1) * dimension).Clear();
                var edges = EdgesOf(feature);
                for (var i = 0; i < Rows; i++)
                {
                    ref var x = ref X[((nint)i * Columns) + feature];
                    var δ = H + (i * width) + row;
                    var t = BinOf(x, edges, bins, out var f, out var size);
                    MultiplyAdd(x, δ, ga, dimension);
                    Sum(gc, δ, gc, dimension);
                    MultiplyAdd(f, δ, gv + (t * dimension), dimension);
                    Sum(sums + (t * dimension), δ, sums + (t * dimension), dimension);
                    if (InputDelta != null)
                    {
                        var slope = Dot(a, δ, dimension) + (Dot(v + (t * dimension), δ, dimension) / size);
                        ref var to = ref InputDelta[((nint)i * Columns) + feature];
                        to = member == 0 ? slope : to + slope;
                    }
                }

                var above = sums + (bins * dimension);
                for (var t = bins - 1; t >= 0; t--)
                {
                    Sum(gv + (t * dimension), above, gv + (t * dimension), dimension);
                    Sum(above, sums + (t * dimension), above, dimension);
                }
            }
        }

        /// <summary>The bin of x, how far in it x lies (below 0 in the first and above 1 in the last bin, which are open) and the bin's width.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static int BinOf(T x, float* edges, int bins, out T fraction, out T width)
        {
            var (low, high) = (0, bins - 1);
            while (low < high)
            {
                var middle = (low + high + 1) / 2;
                (low, high) = x >= T.CreateTruncating(edges[middle]) ? (middle, high) : (low, middle - 1);
            }

            var start = T.CreateTruncating(edges[low]);
            width = T.CreateTruncating(edges[low + 1] - edges[low]);
            fraction = (x - start) / width;
            return low;
        }
    }

    /// <summary>zⱼ = xⱼ + yⱼ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<T>(T* x, T* y, T* z, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var j = 0; j < count; j += typeof(T) == typeof(float) ? RowPart.Length : 1)
        {
            if (typeof(T) == typeof(float))
            {
                RowPart.Store(Load(x, j, count) + Load(y, j, count), (float*)z + j, count - j);
            }
            else
            {
                z[j] = x[j] + y[j];
            }
        }
    }

    /// <summary>zⱼ ← f·xⱼ + zⱼ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyAdd<T>(T f, T* x, T* z, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var j = 0; j < count; j += typeof(T) == typeof(float) ? RowPart.Length : 1)
        {
            if (typeof(T) == typeof(float))
            {
                RowPart.Store(Vector512.FusedMultiplyAdd(Vector512.Create((float)(object)f), Load(x, j, count), Load(z, j, count)), (float*)z + j, count - j);
            }
            else
            {
                z[j] = T.FusedMultiplyAdd(f, x[j], z[j]);
            }
        }
    }

    /// <summary>zⱼ = f·vⱼ + (x·aⱼ + pⱼ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blend<T>(T* p, T x, T* a, T f, T* v, T* z, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var j = 0; j < count; j += typeof(T) == typeof(float) ? RowPart.Length : 1)
        {
            if (typeof(T) == typeof(float))
            {
                var line = Vector512.FusedMultiplyAdd(Vector512.Create((float)(object)x), Load(a, j, count), Load(p, j, count));
                RowPart.Store(Vector512.FusedMultiplyAdd(Vector512.Create((float)(object)f), Load(v, j, count), line), (float*)z + j, count - j);
            }
            else
            {
                z[j] = T.FusedMultiplyAdd(f, v[j], T.FusedMultiplyAdd(x, a[j], p[j]));
            }
        }
    }

    private static T Dot<T>(T* x, T* y, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var j = 0; j < count; j++)
        {
            sum = T.FusedMultiplyAdd(x[j], y[j], sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load<T>(T* source, int first, int count)
        where T : unmanaged => RowPart.Load((float*)source + first, count - first, Vector512<float>.Zero);

    /// <summary>Sums of one feature, in memory that each thread takes once.</summary>
    private static class Scratch<T>
        where T : unmanaged
    {
        [ThreadStatic]
        private static T[]? t_sums;

        public static T[] Take(int count)
        {
            if (t_sums is null || t_sums.Length < count)
            {
                t_sums = new T[count];
            }

            return t_sums;
        }
    }
}
