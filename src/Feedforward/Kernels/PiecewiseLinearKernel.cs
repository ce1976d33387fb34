using System.Numerics;
using System.Runtime.CompilerServices;

namespace Feedforward.Kernels;

/// <summary>
/// e = ax + c + Vᵀp(x) for each feature x. Below the bin of x all p_t are 1, so their sum is looked up: P_t = c + V_0 + … + V_{t−1}
/// is added up once for a pass, and its derivative likewise once at the end. Sums over examples are in their
/// order.
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
            // Where a number lies is the same for all members.
            fixed (int* bin = Scratch<int>.Take(Rows))
            fixed (T* fraction = Scratch<T>.Take(Rows + ((FirstBin[part + 1] - FirstBin[part] + 1) * Dimension)))
            {
                var sums = fraction + Rows;
                Find(part, bin, fraction);
                for (var member = 0; member < Members; member++)
                {
                    if (GradientOfA == null)
                    {
                        Forward(part, member, bin, fraction, sums);
                    }
                    else
                    {
                        Backward(part, member, bin, fraction, sums);
                    }
                }
            }
        }

        /// <summary>A feature's bins begin one edge later than among the bins for each feature before it.</summary>
        private readonly float* EdgesOf(int feature) => Edges + FirstBin[feature] + feature;

        /// <summary>The bin of each x and how far in it x lies: below 0 in the first and above 1 in the last bin, which are open.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Find(int feature, int* bin, T* fraction)
        {
            var edges = EdgesOf(feature);
            var last = FirstBin[feature + 1] - FirstBin[feature] - 1;
            for (var i = 0; i < Rows; i++)
            {
                var x = X[((nint)i * Columns) + feature];
                var (low, high) = (0, last);
                while (low < high)
                {
                    var middle = (low + high + 1) / 2;
                    (low, high) = x >= T.CreateTruncating(edges[middle]) ? (middle, high) : (low, middle - 1);
                }

                bin[i] = low;
                fraction[i] = (x - T.CreateTruncating(edges[low])) / T.CreateTruncating(edges[low + 1] - edges[low]);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Forward(int feature, int member, int* bin, T* fraction, T* sums)
        {
            var (dimension, bins, width) = (Dimension, FirstBin[feature + 1] - FirstBin[feature], (nint)Members * Columns * Dimension);
            var row = (nint)((member * Columns) + feature) * dimension;
            var v = V + ((nint)((member * FirstBin[Columns]) + FirstBin[feature]) * dimension);
            Buffer.MemoryCopy(C + row, sums, dimension * sizeof(T), dimension * sizeof(T));
            for (var t = 1; t < bins; t++)
            {
                ShortRow.Sum(sums + ((t - 1) * dimension), v + ((t - 1) * dimension), sums + (t * dimension), dimension);
            }

            for (var i = 0; i < Rows; i++)
            {
                var t = bin[i] * dimension;
                ShortRow.Blend(sums + t, X[((nint)i * Columns) + feature], A + row, fraction[i], v + t, H + (i * width) + row, dimension);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Backward(int feature, int member, int* bin, T* fraction, T* sums)
        {
            var (dimension, bins, width) = (Dimension, FirstBin[feature + 1] - FirstBin[feature], (nint)Members * Columns * Dimension);
            var row = (nint)((member * Columns) + feature) * dimension;
            var first = (nint)((member * FirstBin[Columns]) + FirstBin[feature]) * dimension;
            T* a = A + row, v = V + first, ga = GradientOfA + row, gc = GradientOfC + row, gv = GradientOfV + first;
            new Span<T>(ga, dimension).Clear();
            new Span<T>(gc, dimension).Clear();
            new Span<T>(gv, bins * dimension).Clear();

            // Σδ of the examples in each bin, and behind them of those in the bins above.
            new Span<T>(sums, (bins + 1) * dimension).Clear();
            var edges = EdgesOf(feature);
            for (var i = 0; i < Rows; i++)
            {
                var δ = H + (i * width) + row;
                var t = bin[i] * dimension;
                ShortRow.MultiplyAdd(X[((nint)i * Columns) + feature], δ, ga, dimension);
                ShortRow.Sum(gc, δ, gc, dimension);
                ShortRow.MultiplyAdd(fraction[i], δ, gv + t, dimension);
                ShortRow.Sum(sums + t, δ, sums + t, dimension);
                if (InputDelta != null)
                {
                    var size = T.CreateTruncating(edges[bin[i] + 1] - edges[bin[i]]);
                    var slope = ShortRow.Dot(a, δ, dimension) + (ShortRow.Dot(v + t, δ, dimension) / size);
                    ref var to = ref InputDelta[((nint)i * Columns) + feature];
                    to = member == 0 ? slope : to + slope;
                }
            }

            var above = sums + (bins * dimension);
            for (var t = bins - 1; t >= 0; t--)
            {
                ShortRow.Sum(gv + (t * dimension), above, gv + (t * dimension), dimension);
                ShortRow.Sum(above, sums + (t * dimension), above, dimension);
            }
        }
    }

    /// <summary>Places and sums of one feature, in memory that each thread takes once.</summary>
    private static class Scratch<T>
        where T : unmanaged
    {
        [ThreadStatic]
        private static T[]? t_memory;

        public static T[] Take(int count)
        {
            if (t_memory is null || t_memory.Length < count)
            {
                t_memory = new T[count];
            }

            return t_memory;
        }
    }
}
