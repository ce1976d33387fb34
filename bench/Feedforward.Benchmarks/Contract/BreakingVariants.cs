using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Feedforward.Kernels;

namespace Feedforward.Benchmarks.Contract;

/// <summary>Work of a training whose bits depend on the width of the vectors, the number of threads or the processor.</summary>
internal static class BreakingVariants
{
    private static int Width => Vector512<float>.Count;

    /// <summary>h = X·w for one output: the vectors run along the sum, four of them, which are added at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void OneOutput(Matrix<float> x, ReadOnlySpan<float> w, Span<float> h)
    {
        ref var weight = ref MemoryMarshal.GetReference(w);
        for (var i = 0; i < h.Length; i++)
        {
            ref var input = ref MemoryMarshal.GetReference(x.Row(i));
            Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
            for (nuint k = 0; k < (nuint)w.Length; k += 4 * (nuint)Width)
            {
                s0 = Term(ref input, ref weight, k, s0);
                s1 = Term(ref input, ref weight, k + (nuint)Width, s1);
                s2 = Term(ref input, ref weight, k + (2 * (nuint)Width), s2);
                s3 = Term(ref input, ref weight, k + (3 * (nuint)Width), s3);
            }

            h[i] = Vector512.Sum((s0 + s1) + (s2 + s3));
        }
    }

    /// <summary>g = Xᵀδ for 16 inputs and 3 outputs: four sums for each weight, over every fourth example.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient(Matrix<float> x, Matrix<float> δ, Span<Vector512<float>> columns)
    {
        ref var input = ref MemoryMarshal.GetReference(x.Span);
        ref var delta = ref MemoryMarshal.GetReference(δ.Span);
        Vector512<float> a0 = default, a1 = default, a2 = default, b0 = default, b1 = default, b2 = default;
        Vector512<float> c0 = default, c1 = default, c2 = default, d0 = default, d1 = default, d2 = default;
        for (nuint i = 0; i < (nuint)x.Rows; i += 4)
        {
            var row = Vector512.LoadUnsafe(ref input, 16 * i);
            a0 = Column(row, ref delta, 3 * i, a0);
            a1 = Column(row, ref delta, (3 * i) + 1, a1);
            a2 = Column(row, ref delta, (3 * i) + 2, a2);
            row = Vector512.LoadUnsafe(ref input, 16 * (i + 1));
            b0 = Column(row, ref delta, (3 * i) + 3, b0);
            b1 = Column(row, ref delta, (3 * i) + 4, b1);
            b2 = Column(row, ref delta, (3 * i) + 5, b2);
            row = Vector512.LoadUnsafe(ref input, 16 * (i + 2));
            c0 = Column(row, ref delta, (3 * i) + 6, c0);
            c1 = Column(row, ref delta, (3 * i) + 7, c1);
            c2 = Column(row, ref delta, (3 * i) + 8, c2);
            row = Vector512.LoadUnsafe(ref input, 16 * (i + 3));
            d0 = Column(row, ref delta, (3 * i) + 9, d0);
            d1 = Column(row, ref delta, (3 * i) + 10, d1);
            d2 = Column(row, ref delta, (3 * i) + 11, d2);
        }

        columns[0] = (a0 + b0) + (c0 + d0);
        columns[1] = (a1 + b1) + (c1 + d1);
        columns[2] = (a2 + b2) + (c2 + d2);
    }

    /// <summary>Half the squared error, and δ: the sum runs in four vectors of single precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SquaredError(ReadOnlySpan<float> f, ReadOnlySpan<float> y, Span<float> δ, float scale)
    {
        ref var output = ref MemoryMarshal.GetReference(f);
        ref var target = ref MemoryMarshal.GetReference(y);
        ref var delta = ref MemoryMarshal.GetReference(δ);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default;
        for (nuint i = 0; i < (nuint)f.Length; i += 4 * (nuint)Width)
        {
            s0 = Square(ref output, ref target, ref delta, i, scale, s0);
            s1 = Square(ref output, ref target, ref delta, i + (nuint)Width, scale, s1);
            s2 = Square(ref output, ref target, ref delta, i + (2 * (nuint)Width), scale, s2);
            s3 = Square(ref output, ref target, ref delta, i + (3 * (nuint)Width), scale, s3);
        }

        return 0.5f * scale * Vector512.Sum((s0 + s1) + (s2 + s3));
    }

    /// <summary>The framework's exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exp(float[] source, float[] target)
    {
        ReadOnlySpan<float> x = source;
        Span<float> y = target;
        for (var i = 0; i < x.Length; i += Width)
        {
            Vector512.Exp(Vector512.Create(x[i..])).CopyTo(y[i..]);
        }
    }

    /// <summary>The framework's logarithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Log(float[] source, float[] target)
    {
        ReadOnlySpan<float> x = source;
        Span<float> y = target;
        for (var i = 0; i < x.Length; i += Width)
        {
            Vector512.Log(Vector512.Create(x[i..])).CopyTo(y[i..]);
        }
    }

    /// <summary>The platform's hyperbolic tangent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tanh(float[] source, float[] target)
    {
        ReadOnlySpan<float> x = source;
        Span<float> y = target;
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = MathF.Tanh(x[i]);
        }
    }

    /// <summary>1/(1 + e⁻ᵃ) with our exponential, the division replaced by the processor's estimate and one step of Newton.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(float[] source, float[] target)
    {
        ReadOnlySpan<float> x = source;
        Span<float> y = target;
        for (var i = 0; i < x.Length; i += Width)
        {
            var e = Unsafe.BitCast<Lane512, Vector512<float>>(Elementary.Exp(new Lane512(-Vector512.Create(x[i..]))));
            var denominator = Vector512<float>.One + e;
            var estimate = Avx512F.IsSupported ? Avx512F.Reciprocal14(denominator) : Vector512<float>.One / denominator;
            (estimate * (Vector512.Create(2f) - (denominator * estimate))).CopyTo(y[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Term(ref float x, ref float w, nuint k, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref x, k), Vector512.LoadUnsafe(ref w, k), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Column(Vector512<float> row, ref float δ, nuint place, Vector512<float> sum) =>
        Vector512.FusedMultiplyAdd(row, Vector512.Create(Unsafe.Add(ref δ, place)), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Square(ref float f, ref float y, ref float δ, nuint i, float scale, Vector512<float> sum)
    {
        var difference = Vector512.LoadUnsafe(ref f, i) - Vector512.LoadUnsafe(ref y, i);
        (difference * scale).StoreUnsafe(ref δ, i);
        return Vector512.FusedMultiplyAdd(difference, difference, sum);
    }
}
