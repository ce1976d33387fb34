using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Feedforward.Penalties;

namespace Feedforward.Kernels;

/// <summary>A penalty over a block of weights.</summary>
internal static unsafe class PenaltyKernel<TPenalty>
    where TPenalty : unmanaged, IPenalty
{
    private const int BlockLength = 1024;

    /// <summary>g ← g + slope(w); returns Σ value(w), added as <see cref="RunningSums"/>, block by block while it is in the cache.</summary>
    [SkipLocalsInit]
    public static double Add<T>(TPenalty penalty, ReadOnlySpan<T> w, Span<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!g.IsEmpty && g.Length != w.Length)
        {
            throw new ArgumentException($"The gradient of {w.Length} weights was expected; {g.Length} numbers were given.");
        }

        if (typeof(T) == typeof(float))
        {
            var sums = default(RunningSums);
            var values = stackalloc float[BlockLength];
            fixed (float* pw = Cast.ToFloat(w), pg = Cast.ToFloat(g))
            {
                for (var start = 0; start < w.Length; start += BlockLength)
                {
                    var count = Math.Min(BlockLength, w.Length - start);
                    Elementwise.Range(new ValueBody { Penalty = penalty, W = pw + start, Values = values }, 0, count);
                    sums.Add(values, count);
                    if (pg != null)
                    {
                        Elementwise.Range(new SlopeBody { Penalty = penalty, W = pw + start, G = pg + start }, 0, count);
                    }
                }
            }

            return sums.Total;
        }

        double sum = 0;
        var weights = MemoryMarshal.Cast<T, Real64>(w);
        var slopes = Cast.ToReal64(g);
        for (var i = 0; i < weights.Length; i++)
        {
            sum += penalty.Value(weights[i]).Value;
            if (!slopes.IsEmpty)
            {
                slopes[i] += penalty.Slope(weights[i]);
            }
        }

        return sum;
    }

    private struct ValueBody : IElementwise
    {
        public TPenalty Penalty;
        public float* W;
        public float* Values;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> => T.Store(Penalty.Value(T.Load(ref W[i])), ref Values[i]);
    }

    private struct SlopeBody : IElementwise
    {
        public TPenalty Penalty;
        public float* W;
        public float* G;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void At<T>(nint i)
            where T : struct, IFloatLane<T> =>
            T.Store(T.Load(ref G[i]) + Penalty.Slope(T.Load(ref W[i])), ref G[i]);
    }
}
