using System.Numerics;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>
/// MT19937, seeded and used as numpy's RandomState does, so that our rows are split as those of the peers. Matsumoto and
/// Nishimura 1998.
/// </summary>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Distance = 397;

    private readonly uint[] _state = new uint[Length];
    private int _next = Length;

    /// <summary>Creates the generator; the seeding is that of the authors' <c>init_genrand</c>.</summary>
    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (var i = 1u; i < Length; i++)
        {
            var before = _state[i - 1];
            _state[i] = (1812433253u * (before ^ (before >> 30))) + i;
        }
    }

    /// <summary>The next 32 random bits.</summary>
    public uint Next()
    {
        if (_next == Length)
        {
            Renew();
        }

        var bits = _state[_next++];
        bits ^= bits >> 11;
        bits ^= (bits << 7) & 0x9D2C5680u;
        bits ^= (bits << 15) & 0xEFC60000u;
        return bits ^ (bits >> 18);
    }

    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in random order: numpy's <c>RandomState.permutation</c>.</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        for (var i = count - 1; i > 0; i--)
        {
            // As many bits as i has, drawn again until they are no more than i.
            var mask = BitOperations.RoundUpToPowerOf2((uint)i + 1) - 1;
            uint j;
            do
            {
                j = Next() & mask;
            }
            while (j > i);

            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private void Renew()
    {
        for (var i = 0; i < Length; i++)
        {
            var joined = (_state[i] & 0x80000000u) | (_state[(i + 1) % Length] & 0x7FFFFFFFu);
            _state[i] = _state[(i + Distance) % Length] ^ (joined >> 1) ^ ((joined & 1) * 0x9908B0DFu);
        }

        _next = 0;
    }
}
