using System.Numerics;
using System.Runtime.CompilerServices;
using Feedforward.Activations;

namespace Feedforward.Kernels;

/// <summary>An activation function over whole matrices, one compiled copy per function: value, chain rule, and fused into a product.</summary>
internal static unsafe class ActivationKernel<TActivation>
    where TActivation : struct, IActivation
{
    /// <summary>h = σ(b + x·W). Where the derivative needs a = b + x·W it is kept in <paramref name="a"/>.</summary>
    public static void Affine<T>(Matrix<T> x, Matrix<T> w, ReadOnlySpan<T> b, Matrix<T> a, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (TActivation.NeedsInput)
        {
            Check(a, h);
        }

        if (typeof(T) == typeof(float))
        {
            fixed (float* pa = Cast.ToFloat(a).Span)
            {
                Gemm.Affine(
                    Cast.ToFloat(x), Cast.ToFloat(w), Cast.ToFloat(b), Cast.ToFloat(h), new Epilogue { A = pa, Columns = a.Columns }, threads);
            }

            return;
        }

        Naive.Affine(x, w, b, h);
        if (TActivation.NeedsInput)
        {
            h.Span.CopyTo(a.Span);
        }

        Apply(h, h, threads);
    }

    /// <summary>h ← σ(b + h·W) for examples side by side.</summary>
    public static void Affine(ExamplePanel h, PackedMatrix w, ReadOnlySpan<float> b) => h.Affine<TActivation>(w, b);

    /// <summary>h = σ(a), element by element; both may be the same matrix.</summary>
    public static void Apply<T>(Matrix<T> a, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a, h);
        if (typeof(T) == typeof(float))
        {
            fixed (float* pa = Cast.ToFloat(a).Span, ph = Cast.ToFloat(h).Span)
            {
                Elementwise.Run(new ValueBody { A = pa, H = ph }, h.Rows * h.Columns, threads);
            }

            return;
        }

        var from = Cast.ToReal64(a.Span);
        var to = Cast.ToReal64(h.Span);
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = TActivation.Value(from[i]);
        }
    }

    /// <summary>δ ← δ∘σ′(a). <paramref name="a"/> is read only where the derivative needs it.</summary>
    public static void Chain<T>(Matrix<T> a, Matrix<T> h, Matrix<T> δ, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (TActivation.IsIdentity)
        {
            return;
        }

        if (!TActivation.NeedsInput)
        {
            a = h;
        }

        Check(a, h);
        Check(δ, h);
        if (typeof(T) == typeof(float))
        {
            fixed (float* pa = Cast.ToFloat(a).Span, ph = Cast.ToFloat(h).Span, pδ = Cast.ToFloat(δ).Span)
            {
                Elementwise.Run(new ChainBody { A = pa, H = ph, Δ = pδ }, h.Rows * h.Columns, threads);
            }

            return;
        }

        var input = Cast.ToReal64(a.Span);
        var output = Cast.ToReal64(h.Span);
        var delta = Cast.ToReal64(δ.Span);
        for (var i = 0; i < delta.Length; i++)
        {
            delta[i] *= TActivation.Slope(input[i], output[i]);
        }
    }

    /// <summary>The pointers above know no bounds, so the shapes are compared before.</summary>
    private static void Check<T>(Matrix<T> matrix, Matrix<T> h)
        where T : unmanaged
    {
        if (matrix.Rows != h.Rows || matrix.Columns != h.Columns)
        {
            throw new ArgumentException(
                $"The activation {TActivation.Name} works on matrices of one shape; {matrix.Rows}×{matrix.Columns} and {h.Rows}×{h.Columns} were given.");
        }
    }

    private struct ValueBody : IElementwise
    {
        public float* A;
        public float* H;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(TActivation.Value(T.Load(ref A[i])), ref H[i]);
    }

    private struct ChainBody : IElementwise
    {
        public float* A;
        public float* H;
        public float* Δ;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> =>
            T.Store(T.Load(ref Δ[i]) * TActivation.Slope(T.Load(ref A[i]), T.Load(ref H[i])), ref Δ[i]);
    }

    private struct Epilogue : IEpilogue
    {
        public float* A;
        public int Columns;

        public readonly void Apply(int row, int column, float* c, int count)
        {
            if (TActivation.NeedsInput && A != null)
            {
                new ReadOnlySpan<float>(c, count).CopyTo(new Span<float>(A + ((nint)row * Columns) + column, count));
            }

            if (!TActivation.IsIdentity)
            {
                Elementwise.Range(new ValueBody { A = c, H = c }, 0, count);
            }
        }
    }
}
