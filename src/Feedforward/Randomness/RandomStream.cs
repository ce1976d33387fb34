using System.Runtime.CompilerServices;
using Feedforward.Kernels;

namespace Feedforward.Randomness;

/// <summary>
/// Random numbers that are a function of (seed, purpose, step, index): the same index gives the same number
/// whatever was drawn before it, in whichever order and on whichever thread.
/// </summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Purpose">What the numbers are for.</param>
/// <param name="Step">Which sequence within the purpose: an epoch, a training step, a parameter block.</param>
public readonly record struct RandomStream(ulong Seed, RandomPurpose Purpose, uint Step = 0)
{
    /// <summary>64 random bits.</summary>
    /// <param name="index">Which number of the sequence, 0 or more.</param>
    public ulong Bits(long index)
    {
        var (even, odd) = Pair(index >> 1);
        return (index & 1) == 0 ? even : odd;
    }

    /// <summary>A number drawn uniformly from [0, 1), a multiple of 2⁻²⁴.</summary>
    /// <param name="index">Which number of the sequence.</param>
    public float Uniform(long index) => (Bits(index) >> 40) * (1f / (1 << 24));

    /// <summary>A number drawn uniformly from [low, high].</summary>
    /// <param name="index">Which number of the sequence.</param>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public float Uniform(long index, float low, float high) => low + ((high - low) * Uniform(index));

    /// <summary>
    /// A number from the normal distribution with mean 0 and variance 1, by inversion of its distribution function
    /// (good to about 7 digits; magnitudes up to 5.3).
    /// </summary>
    /// <param name="index">Which number of the sequence.</param>
    public float Normal(long index) => NormalQuantile.Of(((Bits(index) >> 41) + 0.5f) * (1f / (1 << 23)));

    /// <summary>A whole number drawn uniformly from 0 to <paramref name="bound"/> − 1.</summary>
    /// <param name="index">Which number of the sequence.</param>
    /// <param name="bound">The exclusive upper end, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is not positive.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Integer(long index, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(Bits(index), (ulong)(uint)bound, out _);
    }

    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in random order, every order being equally likely.</summary>
    /// <param name="count">How many numbers.</param>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        Shuffle(order);
        return order;
    }

    /// <summary>Puts the items in random order: Fisher and Yates' shuffle (Knuth, TAOCP 2, 3.4.2, algorithm P).</summary>
    /// <param name="items">The items to reorder in place.</param>
    public void Shuffle(Span<int> items)
    {
        const int NumbersAtOnce = 256;
        Span<uint> words = stackalloc uint[2 * NumbersAtOnce];
        for (var end = items.Length; end > 1;)
        {
            var start = (end - 1) / NumbersAtOnce * NumbersAtOnce;
            RandomBits.Fill(this, 2L * start, words[..(2 * (end - start))]);
            for (var last = end - 1; last >= Math.Max(start, 1); last--)
            {
                var word = 2 * (last - start);
                var bits = ((ulong)words[word + 1] << 32) | words[word];
                var other = (int)Math.BigMul(bits, (ulong)(uint)(last + 1), out _);
                (items[last], items[other]) = (items[other], items[last]);
            }

            end = start;
        }
    }

    /// <summary>The numbers at 2·<paramref name="pair"/> and 2·<paramref name="pair"/> + 1, which come from one block, for what needs many.</summary>
    internal (ulong Even, ulong Odd) Pair(long pair)
    {
        var (x0, x1, x2, x3) = Philox.Block((uint)Seed, (uint)(Seed >> 32), (uint)pair, (uint)(pair >> 32), Step, (uint)Purpose);
        return (((ulong)x1 << 32) | x0, ((ulong)x3 << 32) | x2);
    }
}
