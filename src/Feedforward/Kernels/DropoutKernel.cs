using System.Numerics;
using System.Runtime.InteropServices;
using Feedforward.Randomness;

namespace Feedforward.Kernels;

/// <summary>Dropout's mask and its product with the inputs, a part at a time while the mask is in the cache.</summary>
internal static unsafe class DropoutKernel
{
    private const int PartLength = 4096;

    /// <summary>mᵢ = 0 where the i-th 32 random bits, as a number, are below the threshold, otherwise <paramref name="kept"/>; h = m∘x.</summary>
    public static void Apply<T>(RandomStream random, uint threshold, T kept, Matrix<T> x, Matrix<T> mask, Matrix<T> h, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var from = x.Span;
        var m = mask.Span;
        var to = h.Span;
        if (from.Length != to.Length || m.Length != to.Length)
        {
            throw new ArgumentException($"Dropout works on matrices of one size; {from.Length}, {m.Length} and {to.Length} numbers were given.");
        }

        if (typeof(T) == typeof(float))
        {
            fixed (float* px = Cast.ToFloat(from), pm = Cast.ToFloat(m), ph = Cast.ToFloat(to))
            {
                var work = new Parts
                {
                    Random = random,
                    Threshold = threshold,
                    Kept = float.CreateTruncating(kept),
                    X = px,
                    Mask = pm,
                    H = ph,
                    Count = to.Length,
                };
                Team.Run((to.Length + PartLength - 1) / PartLength, to.Length < Elementwise.ParallelThreshold / 2 ? 1 : threads, ref work);
            }

            return;
        }

        for (var i = 0; i < to.Length; i++)
        {
            var bits = (uint)(random.Bits(i >> 1) >> (32 * (i & 1)));
            m[i] = bits < threshold ? T.Zero : kept;
            to[i] = m[i] * from[i];
        }
    }

    private struct Parts : IParallelWork
    {
        public RandomStream Random;
        public uint Threshold;
        public float Kept;
        public float* X;
        public float* Mask;
        public float* H;
        public int Count;

        public readonly void Execute(int part)
        {
            var start = part * PartLength;
            var length = Math.Min(PartLength, Count - start);
            var mask = new Span<float>(Mask + start, length);

            // The bits stand where the mask comes to stand.
            RandomBits.Fill(Random, start, MemoryMarshal.Cast<float, uint>(mask));
            RandomBits.Choose(mask, Threshold, Kept);
            Arithmetic.Multiply<float>(new(X + start, length), mask, new(H + start, length), threads: 1);
        }
    }
}
