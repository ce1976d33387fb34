using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Feedforward.Penalties;

namespace Feedforward.Kernels;

/// <summary>A penalty over a block of weights.</summary>
internal static unsafe class PenaltyKernel<TPenalty>
    where TPenalty : unmanaged, IPenalty
{
    /// <summary>g ← g + slope(w); returns Σ value(w), added in double precision in ascending order.</summary>
    public static double Add<T>(TPenalty penalty, ReadOnlySpan<T> w, Span<T> g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        if (typeof(T) == typeof(float))
        {
            foreach (var weight in MemoryMarshal.Cast<T, Real32>(w))
            {
                sum += penalty.Value(weight).Value;
            }

            if (!g.IsEmpty)
            {
                fixed (float* pw = Cast.ToFloat(w), pg = Cast.ToFloat(g))
                {
                    Elementwise.Range(new SlopeBody { Penalty = penalty, W = pw, G = pg }, 0, w.Length);
                }
            }

            return sum;
        }

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
