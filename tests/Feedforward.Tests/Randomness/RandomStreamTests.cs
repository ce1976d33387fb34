using System.Numerics;
using CsCheck;
using Feedforward.Randomness;

namespace Feedforward.Tests.Randomness;

/// <summary>
/// What <see cref="RandomStream"/> promises. The numbers are fixed by the seeds below, so a statistical test passes
/// always or never; its limits are the 0.999 quantiles of χ², from SciPy 1.10 (scipy.stats.chi2.ppf).
/// </summary>
public class RandomStreamTests
{
    private static readonly RandomStream Stream = new(42, RandomPurpose.Experiment, 3);

    [Fact]
    public void A_block_holds_two_numbers_of_64_bits_low_half_first()
    {
        var stream = new RandomStream(0x299f31d0_a4093822, RandomPurpose.Data, 9);
        var (x0, x1, x2, x3) = Philox.Block(0xa4093822, 0x299f31d0, 5, 0, 9, (uint)RandomPurpose.Data);
        Assert.Equal(((ulong)x1 << 32) | x0, stream.Bits(10));
        Assert.Equal(((ulong)x3 << 32) | x2, stream.Bits(11));
    }

    [Fact]
    public void Order_and_threads_change_nothing()
    {
        var ascending = Enumerable.Range(0, 1000).Select(index => Stream.Bits(index)).ToArray();
        var descending = new ulong[1000];
        for (var index = 999; index >= 0; index--)
        {
            descending[index] = Stream.Bits(index);
        }

        var parallel = new ulong[1000];
        Parallel.For(0, 1000, index => parallel[index] = Stream.Bits(index));
        Assert.Equal(ascending, descending);
        Assert.Equal(ascending, parallel);
    }

    [Fact]
    public void Every_part_of_seed_purpose_step_and_index_matters()
    {
        const int Index = 6;
        ulong[] bits =
        [
            Stream.Bits(Index),
            (Stream with { Seed = Stream.Seed + 1 }).Bits(Index),
            (Stream with { Seed = Stream.Seed + (1UL << 32) }).Bits(Index),
            (Stream with { Purpose = RandomPurpose.Split }).Bits(Index),
            (Stream with { Step = 4 }).Bits(Index),
            (Stream with { Step = 0x8000_0003 }).Bits(Index),
            Stream.Bits(Index + 1),
            Stream.Bits(Index + (1L << 33)),
            Stream.Bits(Index + (1L << 40)),
        ];
        Assert.Distinct(bits);
    }

    [Fact]
    public void Half_of_the_bits_are_set_and_one_bit_of_the_seed_changes_half_of_them()
    {
        var (set, changed) = (0, 0);
        for (var index = 0; index < 1000; index++)
        {
            set += BitOperations.PopCount(Stream.Bits(index));
            changed += BitOperations.PopCount(Stream.Bits(index) ^ (Stream with { Seed = Stream.Seed ^ 1 }).Bits(index));
        }

        // 64,000 fair bits: mean 32,000, standard deviation 126.
        Assert.InRange(set, 32_000 - 500, 32_000 + 500);
        Assert.InRange(changed, 32_000 - 500, 32_000 + 500);
    }

    [Fact]
    public void Uniform_numbers_are_multiples_of_two_to_the_minus_24_below_one() =>
        Gen.Select(Gen.ULong, Gen.Long[0, long.MaxValue]).Sample((seed, index) =>
        {
            var value = new RandomStream(seed, RandomPurpose.Experiment).Uniform(index);
            return value is >= 0 and < 1 && (value * (1 << 24)) % 1 == 0;
        });

    [Fact]
    public void Uniform_numbers_fill_the_unit_interval_evenly()
    {
        var counts = new int[256];
        for (var index = 0; index < 100_000; index++)
        {
            counts[(int)(Stream.Uniform(index) * 256)]++;
        }

        Assert.InRange(ChiSquare.Of(counts), 0, 330.5); // 255 degrees of freedom
    }

    [Fact]
    public void Pairs_of_neighbours_fill_the_unit_square_evenly()
    {
        var counts = new int[256];
        for (var index = 0; index < 100_000; index++)
        {
            counts[(16 * (int)(Stream.Uniform(index) * 16)) + (int)(Stream.Uniform(index + 1) * 16)]++;
        }

        Assert.InRange(ChiSquare.Of(counts), 0, 330.5);
    }

    [Fact]
    public void First_numbers_of_successive_steps_and_seeds_are_evenly_spread()
    {
        var (steps, seeds) = (new int[256], new int[256]);
        for (var i = 0u; i < 100_000; i++)
        {
            steps[(int)((Stream with { Step = i }).Uniform(0) * 256)]++;
            seeds[(int)((Stream with { Seed = i }).Uniform(0) * 256)]++;
        }

        Assert.InRange(ChiSquare.Of(steps), 0, 330.5);
        Assert.InRange(ChiSquare.Of(seeds), 0, 330.5);
    }

    [Fact]
    public void Uniform_between_two_ends_is_a_scaled_uniform()
    {
        Assert.Equal(-2 + (5 * Stream.Uniform(8)), Stream.Uniform(8, -2, 3), 1e-6);
        Assert.Equal(1.5f, Stream.Uniform(8, 1.5f, 1.5f));
    }

    [Theory]
    [InlineData(7, 22.46)]
    [InlineData(10, 27.88)]
    public void Whole_numbers_below_a_bound_are_equally_likely(int bound, double limit)
    {
        var counts = new int[bound];
        for (var index = 0; index < 50_000; index++)
        {
            counts[Stream.Integer(index, bound)]++;
        }

        Assert.InRange(ChiSquare.Of(counts), 0, limit);
    }

    [Fact]
    public void Whole_numbers_stay_below_any_bound() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.Int[1, int.MaxValue]).Sample((index, bound) =>
        {
            var value = Stream.Integer(index, bound);
            return value >= 0 && value < bound;
        });

    [Fact]
    public void A_bound_must_be_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Integer(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.Integer(0, -3));
        Assert.Equal(0, Stream.Integer(0, 1));
    }

    [Fact]
    public void A_permutation_holds_every_number_once() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 300]).Sample((seed, count) =>
        {
            var order = new RandomStream(seed, RandomPurpose.Batches).Permutation(count);
            Assert.Equal(Enumerable.Range(0, count), order.Order());
        });

    /// <summary>Counts around those that are drawn together.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(257)]
    [InlineData(1025)]
    public void Each_exchange_takes_the_number_of_its_own_index(int count)
    {
        int[] items = [.. Enumerable.Range(0, count)];
        for (var last = count - 1; last > 0; last--)
        {
            var other = Stream.Integer(last, last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }

        Assert.Equal(items, Stream.Permutation(count));
    }

    [Fact]
    public void Every_order_of_four_items_is_equally_likely()
    {
        var counts = new Dictionary<string, int>();
        for (var step = 0u; step < 24_000; step++)
        {
            var order = string.Concat((Stream with { Step = step }).Permutation(4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.InRange(ChiSquare.Of([.. counts.Values]), 0, 49.73); // 23 degrees of freedom
    }

    [Fact]
    public void Shuffling_reorders_the_items_that_were_there()
    {
        int[] items = [5, 5, 7, 1, 9, 9, 9];
        Stream.Shuffle(items);
        Assert.Equal([1, 5, 5, 7, 9, 9, 9], items.Order());
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        const int Count = 200_000;
        var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0);
        for (var index = 0; index < Count; index++)
        {
            var value = (double)Stream.Normal(index);
            first += value;
            second += value * value;
            third += value * value * value;
            fourth += value * value * value * value;
        }

        // Four standard errors: √(1/n), √(2/n), √(15/n), √(96/n) for the first four moments 0, 1, 0, 3.
        Assert.Equal(0, first / Count, 4 * Math.Sqrt(1.0 / Count));
        Assert.Equal(1, second / Count, 4 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, third / Count, 4 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, fourth / Count, 4 * Math.Sqrt(96.0 / Count));
    }

    [Fact]
    public void Sixteen_equal_parts_of_the_normal_distribution_are_equally_filled()
    {
        // statistics.NormalDist().inv_cdf(k / 16) of Python 3.11, k = 9 to 15; the others by symmetry.
        double[] upper =
        [
            0.15731068461017067, 0.31863936396437514, 0.4887764111146694, 0.6744897501960817,
            0.8871465590188758, 1.1503493803760079, 1.5341205443525459,
        ];
        double[] boundaries = [.. upper.Reverse().Select(value => -value), 0, .. upper];
        var counts = new int[16];
        for (var index = 0; index < 100_000; index++)
        {
            var place = Array.BinarySearch(boundaries, Stream.Normal(index));
            counts[place >= 0 ? place : ~place]++;
        }

        Assert.InRange(ChiSquare.Of(counts), 0, 37.70); // 15 degrees of freedom
    }

    [Fact]
    public void A_normal_number_is_the_quantile_of_the_uniform_bits_below_it()
    {
        // The top 23 bits of the 64, in the middle of their cell, are the probability; the normal distribution
        // function (by numerical integration, here Simpson's rule) of the number must give it back.
        for (var index = 0; index < 200; index++)
        {
            var probability = ((Stream.Bits(index) >> 41) + 0.5) / (1 << 23);
            Assert.Equal(probability, Probability(Stream.Normal(index)), 2e-7);
        }
    }

    private static double Probability(double z)
    {
        const int Steps = 400;
        var step = z / Steps;
        var sum = Density(0) + Density(z);
        for (var i = 1; i < Steps; i++)
        {
            sum += (i % 2 == 1 ? 4 : 2) * Density(i * step);
        }

        return 0.5 + (sum * step / 3);
    }

    private static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
}
