using CsCheck;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>Which examples form a minibatch.</summary>
public sealed class BatchesTests
{
    /// <summary>
    /// 3-sets of 6 examples: 20 sets, each expected 1000 times in 20,000 steps. Pearson's χ² with 19 degrees of freedom
    /// exceeds 54 with a probability below 10⁻⁴.
    /// </summary>
    [Fact]
    public void Every_set_is_equally_likely()
    {
        const int Steps = 20_000, Sets = 20;
        var batches = new Batches(6, 3, seed: 7, BatchSampling.UniformSets);
        var counts = new Dictionary<int, int>();
        for (var step = 1; step <= Steps; step++)
        {
            var mask = 0;
            foreach (var index in batches.Indices(0, step))
            {
                mask |= 1 << index;
            }

            Assert.Equal(3, int.PopCount(mask));
            counts[mask] = counts.GetValueOrDefault(mask) + 1;
        }

        Assert.Equal(Sets, counts.Count);
        const double Expected = (double)Steps / Sets;
        Assert.True(counts.Values.Sum(n => (n - Expected) * (n - Expected) / Expected) < 54);
    }

    /// <summary>All 24 orders of 4 examples, cut into single ones; χ² with 23 degrees of freedom exceeds 60 with a probability below 10⁻⁴.</summary>
    [Fact]
    public void Every_order_of_an_epoch_is_equally_likely()
    {
        const int Epochs = 24_000, Orders = 24;
        var batches = new Batches(4, 1, seed: 3, BatchSampling.EpochShuffle);
        var counts = new Dictionary<int, int>();
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            batches.Begin(epoch);
            var order = 0;
            for (var position = 0; position < 4; position++)
            {
                order = (order * 4) + batches.Indices(position, 0)[0];
            }

            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(Orders, counts.Count);
        const double Expected = (double)Epochs / Orders;
        Assert.True(counts.Values.Sum(n => (n - Expected) * (n - Expected) / Expected) < 60);
    }

    [Fact]
    public void An_epoch_shows_every_example_once()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 64], Gen.Int[1, 50]).Sample(s =>
        {
            var (count, size, epoch) = s;
            var batches = new Batches(count, size, seed: 1, BatchSampling.EpochShuffle);
            batches.Begin(epoch);
            var seen = new List<int>();
            for (var position = 0; position < batches.PerEpoch; position++)
            {
                var indices = batches.Indices(position, 0);
                if (indices.Length != Math.Min(size, count - seen.Count))
                {
                    return false;
                }

                seen.AddRange(indices);
            }

            seen.Sort();
            return seen.SequenceEqual(Enumerable.Range(0, count));
        });
    }

    [Fact]
    public void A_set_holds_no_example_twice()
    {
        Gen.Select(Gen.Int[1, 200], Gen.Int[1, 200], Gen.Int[1, 1000]).Sample(s =>
        {
            var (count, size, step) = s;
            var indices = new Batches(count, size, seed: 2, BatchSampling.UniformSets).Indices(0, step).ToArray();
            return indices.Length == Math.Min(size, count)
                && indices.Distinct().Count() == indices.Length
                && indices.All(i => i >= 0 && i < count);
        });
    }

    [Theory]
    [InlineData(BatchSampling.EpochShuffle)]
    [InlineData(BatchSampling.UniformSets)]
    public void The_full_batch_is_the_data_in_their_own_order(BatchSampling sampling)
    {
        var batches = new Batches(5, 100, seed: 1, sampling);
        batches.Begin(3);
        Assert.True(batches.IsFullBatch);
        Assert.Equal(1, batches.PerEpoch);
        Assert.Equal([0, 1, 2, 3, 4], batches.Indices(0, 9).ToArray());
    }

    [Fact]
    public void A_batch_depends_on_seed_and_step_alone()
    {
        var a = new Batches(1000, 10, seed: 1, BatchSampling.UniformSets);
        var b = new Batches(1000, 10, seed: 1, BatchSampling.UniformSets);
        a.Indices(0, 1);
        Assert.Equal(a.Indices(1, 2).ToArray(), b.Indices(0, 2).ToArray());
        Assert.NotEqual(a.Indices(0, 3).ToArray(), b.Indices(0, 2).ToArray());
        Assert.NotEqual(a.Indices(0, 2).ToArray(), new Batches(1000, 10, seed: 2, BatchSampling.UniformSets).Indices(0, 2).ToArray());
    }
}
