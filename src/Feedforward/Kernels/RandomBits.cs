using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Feedforward.Randomness;

namespace Feedforward.Kernels;

/// <summary>Many numbers of a random stream at once: Philox4x32-10 on several counters side by side.</summary>
internal static unsafe class RandomBits
{
    private const int NumbersOfBlock = 4;

    /// <summary>
    /// The 32-bit numbers <paramref name="start"/>, start + 1, … of a stream; number 2i and 2i + 1 are the low and the high half
    /// of <see cref="RandomStream.Bits"/> at i.
    /// </summary>
    /// <param name="random">The stream.</param>
    /// <param name="start">The first number, a multiple of 4.</param>
    /// <param name="into">Where they go.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Fill(RandomStream random, long start, Span<uint> into)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(start % NumbersOfBlock, 0);
        var block = start / NumbersOfBlock;
        var i = 0;
        fixed (uint* p = into)
        {
            if (Avx2.IsSupported)
            {
                for (; i + 32 <= into.Length; i += 32, block += 8)
                {
                    EightBlocks(random, (ulong)block, p + i);
                }
            }

            for (; i < into.Length; i += NumbersOfBlock, block++)
            {
                var (even, odd) = random.Pair(block);
                ReadOnlySpan<uint> numbers = [(uint)even, (uint)(even >> 32), (uint)odd, (uint)(odd >> 32)];
                numbers[..Math.Min(NumbersOfBlock, into.Length - i)].CopyTo(into[i..]);
            }
        }
    }

    /// <summary>Each 32-bit number in place: 0 where it is below the threshold, otherwise <paramref name="kept"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Choose(Span<float> x, uint threshold, float kept)
    {
        var vectors = MemoryMarshal.Cast<float, Vector256<uint>>(x);
        foreach (ref var vector in vectors)
        {
            var dropped = Vector256.LessThan(vector, Vector256.Create(threshold));
            vector = Vector256.AndNot(Vector256.Create(kept).AsUInt32(), dropped);
        }

        foreach (ref var value in x[(vectors.Length * Vector256<uint>.Count)..])
        {
            value = BitConverter.SingleToUInt32Bits(value) < threshold ? 0 : kept;
        }
    }

    /// <summary>
    /// Two times four blocks. Each 64-bit place holds one word of a counter in its low half; what the high half holds does not
    /// matter until the end, because the product takes the low halves alone.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightBlocks(RandomStream random, ulong block, uint* into)
    {
        // The places are filled so that joining them at the end leaves the blocks in their order.
        var first = Vector256.Create(block) + Vector256.Create(0UL, 2, 1, 3);
        var second = first + Vector256.Create(4UL);
        Vector256<ulong> a0 = first, a1 = first >> 32, b0 = second, b1 = second >> 32;
        Vector256<ulong> a2 = Vector256.Create((ulong)random.Step), a3 = Vector256.Create((ulong)random.Purpose);
        Vector256<ulong> b2 = a2, b3 = a3;
        var (key0, key1) = ((uint)random.Seed, (uint)(random.Seed >> 32));
        var multiplier0 = Vector256.Create((ulong)Philox.Multiplier0).AsUInt32();
        var multiplier1 = Vector256.Create((ulong)Philox.Multiplier1).AsUInt32();
        for (var round = 0; round < Philox.Rounds; round++)
        {
            var (k0, k1) = (Vector256.Create((ulong)key0), Vector256.Create((ulong)key1));
            var (product0, product1) = (Avx2.Multiply(a0.AsUInt32(), multiplier0), Avx2.Multiply(a2.AsUInt32(), multiplier1));
            (a0, a1, a2, a3) = ((product1 >> 32) ^ a1 ^ k0, product1, (product0 >> 32) ^ a3 ^ k1, product0);
            (product0, product1) = (Avx2.Multiply(b0.AsUInt32(), multiplier0), Avx2.Multiply(b2.AsUInt32(), multiplier1));
            (b0, b1, b2, b3) = ((product1 >> 32) ^ b1 ^ k0, product1, (product0 >> 32) ^ b3 ^ k1, product0);
            key0 += Philox.Weyl0;
            key1 += Philox.Weyl1;
        }

        Join(a0, a1, a2, a3, into);
        Join(b0, b1, b2, b3, into + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(Vector256<ulong> x0, Vector256<ulong> x1, Vector256<ulong> x2, Vector256<ulong> x3, uint* into)
    {
        var low = Vector256.Create(0xFFFFFFFFUL);
        var even = (x0 & low) | (x1 << 32);
        var odd = (x2 & low) | (x3 << 32);
        Avx2.UnpackLow(even, odd).AsUInt32().Store(into);
        Avx2.UnpackHigh(even, odd).AsUInt32().Store(into + 8);
    }
}
