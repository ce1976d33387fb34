using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>
/// e = Vᵀcos(2πwx + b) + c for each feature x, and x itself behind it; vectors run along the examples. Sums over examples keep
/// sixteen running sums, which <see cref="RowPart.Sum"/> joins.
/// </summary>
internal static unsafe class PeriodicKernel
{
    private const int MaximumSums = 512;
    private const float TurnsOfRadian = 0.15915494f;
    private const float Turn = 6.2831855f;

    /// <summary>Whether there is room for the running sums of a feature.</summary>
    public static bool Fits(int frequencies, int outputs) => (frequencies * (2L + outputs)) + outputs <= MaximumSums;

    public static void Forward<T>(PeriodicPass<T> pass, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            Run(pass, default, default, threads);
            return;
        }

        PeriodicLoops.Forward(pass);
    }

    /// <summary>The gradients of w, b, V and c, and, where it is not empty, ∂R/∂x.</summary>
    public static void Backward<T>(PeriodicPass<T> pass, PeriodicPass<T> gradient, Matrix<T> inputDelta, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            Run(pass, gradient, inputDelta, threads);
            return;
        }

        PeriodicLoops.Backward(pass, gradient, inputDelta);
    }

    private static void Run<T>(PeriodicPass<T> pass, PeriodicPass<T> gradient, Matrix<T> inputDelta, int threads)
        where T : unmanaged
    {
        fixed (float* x = Cast.ToFloat(pass.X).Span, w = Cast.ToFloat(pass.Frequency).Span, b = Cast.ToFloat(pass.Phase).Span)
        fixed (float* v = Cast.ToFloat(pass.Weight).Span, c = Cast.ToFloat(pass.Bias).Span, h = Cast.ToFloat(pass.Output).Span)
        fixed (float* gw = Cast.ToFloat(gradient.Frequency).Span, gb = Cast.ToFloat(gradient.Phase).Span)
        fixed (float* gv = Cast.ToFloat(gradient.Weight).Span, gc = Cast.ToFloat(gradient.Bias).Span, into = Cast.ToFloat(inputDelta).Span)
        {
            var work = new Features
            {
                X = x,
                W = w,
                B = b,
                V = v,
                C = c,
                H = h,
                GradientOfW = gw,
                GradientOfB = gb,
                GradientOfV = gv,
                GradientOfC = gc,
                InputDelta = inputDelta.IsEmpty ? null : into,
                Rows = pass.X.Rows,
                Columns = pass.X.Columns,
                Members = pass.Frequency.Rows / pass.X.Columns,
                Frequencies = pass.Frequency.Columns,
                Numbers = pass.Bias.Columns,
            };
            var isSmall = (long)pass.X.Rows * pass.Frequency.Rows * pass.Frequency.Columns < Elementwise.ParallelThreshold;
            Team.Run(pass.X.Columns, isSmall ? 1 : threads, ref work);
        }
    }

    /// <summary>A part is a feature, for all members.</summary>
    private struct Features : IParallelWork
    {
        public float* X;
        public float* W;
        public float* B;
        public float* V;
        public float* C;
        public float* H;
        public float* GradientOfW;
        public float* GradientOfB;
        public float* GradientOfV;
        public float* GradientOfC;
        public float* InputDelta;
        public int Rows;
        public int Columns;
        public int Members;
        public int Frequencies;
        public int Numbers;

        public readonly void Execute(int part)
        {
            for (var member = 0; member < Members; member++)
            {
                if (GradientOfW == null)
                {
                    Forward(part, (member * Columns) + part);
                }
                else
                {
                    Backward(part, (member * Columns) + part, isFirst: member == 0);
                }
            }
        }

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Forward(int feature, int r)
        {
            var (numbers, frequencies, columns) = (Numbers, Frequencies, Columns);
            float* w = W + (r * frequencies), b = B + (r * frequencies), v = V + (r * frequencies * numbers), c = C + (r * numbers);
            var width = (nint)Members * columns * (numbers + 1);
            var sums = stackalloc Vector512<float>[MaximumSums];
            for (var i = 0; i < Rows; i += RowPart.Length)
            {
                var count = Math.Min(RowPart.Length, Rows - i);
                var x = Gather(X + ((nint)i * columns) + feature, columns, count);
                for (var e = 0; e < numbers; e++)
                {
                    sums[e] = Vector512.Create(c[e]);
                }

                var weight = v;
                for (var t = 0; t < frequencies; t++)
                {
                    var cosine = Trigonometric.CosineOfTurns(Vector512.FusedMultiplyAdd(x, Vector512.Create(w[t]), Vector512.Create(b[t] * TurnsOfRadian)));
                    for (var e = 0; e < numbers; e++)
                    {
                        sums[e] = Vector512.FusedMultiplyAdd(cosine, Vector512.Create(*weight++), sums[e]);
                    }
                }

                sums[numbers] = x;
                var h = H + (i * width) + ((nint)r * (numbers + 1));
                var from = (float*)sums;
                for (var row = 0; row < count; row++, h += width, from++)
                {
                    for (var e = 0; e <= numbers; e++)
                    {
                        h[e] = from[e * RowPart.Length];
                    }
                }
            }
        }

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private readonly void Backward(int feature, int r, bool isFirst)
        {
            var (numbers, frequencies, columns) = (Numbers, Frequencies, Columns);
            float* w = W + (r * frequencies), b = B + (r * frequencies), v = V + (r * frequencies * numbers);
            var width = (nint)Members * columns * (numbers + 1);

            // The running sums of the gradients of w, b, V and c one after another; then δ of the sixteen examples.
            var sums = stackalloc Vector512<float>[MaximumSums];
            Vector512<float>* ofB = sums + frequencies, ofV = ofB + frequencies, ofC = ofV + (frequencies * numbers), end = ofC + numbers;
            for (var sum = sums; sum < end; sum++)
            {
                *sum = Vector512<float>.Zero;
            }

            var δ = stackalloc Vector512<float>[numbers + 1];
            for (var i = 0; i < Rows; i += RowPart.Length)
            {
                var count = Math.Min(RowPart.Length, Rows - i);
                var x = Gather(X + ((nint)i * columns) + feature, columns, count);
                var tau = x * Vector512.Create(Turn);
                var from = H + (i * width) + ((nint)r * (numbers + 1));
                for (var e = 0; e <= numbers; e++)
                {
                    δ[e] = Gather(from + e, width, count);
                }

                var toInput = δ[numbers];
                for (var e = 0; e < numbers; e++)
                {
                    ofC[e] += δ[e];
                }

                var weight = v;
                var gradient = ofV;
                for (var t = 0; t < frequencies; t++)
                {
                    var (cosine, sine) = Trigonometric.OfTurns(Vector512.FusedMultiplyAdd(x, Vector512.Create(w[t]), Vector512.Create(b[t] * TurnsOfRadian)));
                    var slope = Vector512<float>.Zero;
                    for (var e = 0; e < numbers; e++, gradient++)
                    {
                        *gradient = Vector512.FusedMultiplyAdd(cosine, δ[e], *gradient);
                        slope = Vector512.FusedMultiplyAdd(δ[e], Vector512.Create(*weight++), slope);
                    }

                    slope *= -sine;
                    ofB[t] += slope;
                    sums[t] = Vector512.FusedMultiplyAdd(slope, tau, sums[t]);
                    toInput = Vector512.FusedMultiplyAdd(slope, Vector512.Create(w[t] * Turn), toInput);
                }

                for (var row = 0; InputDelta != null && row < count; row++)
                {
                    ref var to = ref InputDelta[((nint)(i + row) * columns) + feature];
                    to = isFirst ? ((float*)&toInput)[row] : to + ((float*)&toInput)[row];
                }
            }

            Join(sums, GradientOfW + (r * frequencies), frequencies);
            Join(ofB, GradientOfB + (r * frequencies), frequencies);
            Join(ofV, GradientOfV + (r * frequencies * numbers), frequencies * numbers);
            Join(ofC, GradientOfC + (r * numbers), numbers);
        }

        private static void Join(Vector512<float>* sums, float* into, int count)
        {
            for (var i = 0; i < count; i++)
            {
                into[i] = RowPart.Sum(sums[i]);
            }
        }

        /// <summary>A column's next numbers, zeros behind the last row.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector512<float> Gather(float* source, nint step, int count)
        {
            var numbers = stackalloc float[RowPart.Length];
            for (var i = 0; i < RowPart.Length; i++, source += step)
            {
                numbers[i] = i < count ? *source : 0;
            }

            return Vector512.Load(numbers);
        }
    }
}
