using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>Softmax and its cross entropy, row by row while the row is in the cache.</summary>
internal static unsafe class SoftmaxKernel
{
    private const int LogsAtOnce = RowPart.Length;

    /// <summary>Each row a ← e^(a − max a)/Σ e^(a − max a).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Apply(Matrix<float> a)
    {
        fixed (float* start = a.Span)
        {
            for (var i = 0; i < a.Rows; i++)
            {
                var row = start + ((nint)i * a.Columns);
                Row(row, row, a.Columns, 1, 0);
            }
        }
    }

    /// <summary>
    /// (1/n) Σᵢ wᵢ(log Σ_c e^(f_ic) − Σ_c t_ic·f_ic) with t = (1 − ε)·onehot(y) + ε/C, added in double precision in ascending order;
    /// δ = w/n·(softmax(f) − t) where wanted.
    /// </summary>
    /// <exception cref="ArgumentException">A target is no class number.</exception>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double Risk(Matrix<float> outputs, Matrix<float> targets, ReadOnlySpan<float> weights, float ε, Matrix<float> delta)
    {
        if (!weights.IsEmpty && weights.Length < outputs.Rows)
        {
            throw new ArgumentException($"One weight per example is needed; there are {outputs.Rows} examples and {weights.Length} weights.");
        }

        var classes = outputs.Columns;
        var spread = ε / classes;
        var sums = stackalloc float[LogsAtOnce];
        double risk = 0;
        fixed (float* f = outputs.Span, t = targets.Span, w = weights, δ = delta.Span)
        {
            for (var start = 0; start < outputs.Rows; start += LogsAtOnce)
            {
                var count = Math.Min(LogsAtOnce, outputs.Rows - start);
                for (var i = start; i < start + count; i++)
                {
                    var row = f + ((nint)i * classes);
                    var y = (int)t[i];
                    if ((uint)y >= (uint)classes)
                    {
                        throw new ArgumentException($"The target of example {i + 1} is {t[i]}; a class number from 0 to {classes - 1} is needed.");
                    }

                    var weight = w == null ? 1 : w[i];
                    var scale = weight / outputs.Rows;
                    var into = δ == null ? null : δ + ((nint)i * classes);
                    var logit = row[y];
                    var (largest, sum) = Row(row, into, classes, scale, spread);
                    var meanLogit = (1 - ε) * (logit - largest);
                    if (ε > 0)
                    {
                        meanLogit = MathF.FusedMultiplyAdd(spread, SumOfDifferences(row, classes, largest), meanLogit);
                    }

                    sums[i - start] = sum;
                    risk -= weight * meanLogit;
                    if (into != null)
                    {
                        into[y] -= scale * (1 - ε);
                    }
                }

                // The logarithms of sixteen rows at once; each is the same number as alone.
                Elementary.Log(new Lane512(RowPart.Load(sums, count, Vector512<float>.One))).Value.Store(sums);
                for (var i = 0; i < count; i++)
                {
                    risk += w == null ? sums[i] : w[start + i] * sums[i];
                }
            }
        }

        return risk / outputs.Rows;
    }

    /// <summary>The largest number of a row.</summary>
    public static T Largest<T>(ReadOnlySpan<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = row[0];
        foreach (var value in row[1..])
        {
            largest = largest > value ? largest : value;
        }

        return largest;
    }

    /// <summary>eˣ of one number.</summary>
    public static T Exp<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? T.CreateTruncating(Real32.Exp(new Real32(float.CreateTruncating(x))).Value) : T.Exp(x);

    /// <summary>log x of one number.</summary>
    public static T Log<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(float) ? T.CreateTruncating(Real32.Log(new Real32(float.CreateTruncating(x))).Value) : T.Log(x);

    /// <summary>into ← scale·(softmax(f) − spread), where wanted; returns the largest f and Σ e^(f − largest).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float Largest, float Sum) Row(float* f, float* into, int count, float scale, float spread)
    {
        var minusInfinity = Vector512.Create(float.NegativeInfinity);
        if (count <= RowPart.Length)
        {
            var x = RowPart.Load(f, count, minusInfinity);
            var most = RowPart.Largest(x);
            var e = Exponentials(x, Vector512.Create(most), count);
            var sum = RowPart.Sum(e);
            if (into != null)
            {
                RowPart.Store(Vector512.Create(scale) * ((e / Vector512.Create(sum)) - Vector512.Create(spread)), into, count);
            }

            return (most, sum);
        }

        return LongRow(f, into, count, scale, spread);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static (float Largest, float Sum) LongRow(float* f, float* into, int count, float scale, float spread)
    {
        var minusInfinity = Vector512.Create(float.NegativeInfinity);
        var larger = minusInfinity;
        for (var c = 0; c < count; c += RowPart.Length)
        {
            larger = RowPart.Larger(larger, RowPart.Load(f + c, count - c, minusInfinity));
        }

        var largest = RowPart.Largest(larger);
        var most = Vector512.Create(largest);
        var running = Vector512<float>.Zero;
        for (var c = 0; c < count; c += RowPart.Length)
        {
            var e = Exponentials(RowPart.Load(f + c, count - c, minusInfinity), most, count - c);
            running += e;
            if (into != null)
            {
                RowPart.Store(e, into + c, count - c);
            }
        }

        var sum = RowPart.Sum(running);
        for (var c = 0; into != null && c < count; c += RowPart.Length)
        {
            var p = RowPart.Load(into + c, count - c, Vector512<float>.Zero) / Vector512.Create(sum);
            RowPart.Store(Vector512.Create(scale) * (p - Vector512.Create(spread)), into + c, count - c);
        }

        return (largest, sum);
    }

    /// <summary>e^(f − largest), 0 behind the end of a row. The places behind it take part as e⁰: results near the smallest number are slow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exponentials(Vector512<float> f, Vector512<float> largest, int count) =>
        RowPart.Keep(Elementary.Exp(new Lane512(RowPart.Keep(f - largest, count))).Value, count);

    /// <summary>Σ (f_c − largest).</summary>
    private static float SumOfDifferences(float* f, int count, float largest)
    {
        var most = Vector512.Create(largest);
        var running = Vector512<float>.Zero;
        for (var c = 0; c < count; c += RowPart.Length)
        {
            running += RowPart.Load(f + c, count - c, most) - most;
        }

        return RowPart.Sum(running);
    }
}
