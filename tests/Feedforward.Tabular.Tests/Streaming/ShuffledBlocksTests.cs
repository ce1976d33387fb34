using System.Collections.Concurrent;

namespace Feedforward.Tabular.Tests.Streaming;

public class ShuffledBlocksTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EachExampleComesOnceAnEpochWithItsTargetAndWeight(bool hasWeights)
    {
        var blocks = new NumberedBlocks(hasWeights);
        using var stream = Stream(blocks);
        var orders = new List<float[]>();
        for (var epoch = 1; epoch <= 3; epoch++)
        {
            stream.Begin(epoch, 0);
            orders.Add(Rest(stream, 7));
            Assert.Equal(Enumerable.Range(0, blocks.Total).Select(i => (float)i), orders[^1].Order());
        }

        Assert.NotEqual(orders[0], orders[1]);
        Assert.NotEqual(orders[1], orders[2]);
    }

    [Fact]
    public void TheOrderIsAFunctionOfSeedAndEpoch()
    {
        using var stream = Stream(new NumberedBlocks(), threads: 1);
        stream.Begin(2, 0);
        var order = Rest(stream, 10);
        using var again = Stream(new NumberedBlocks(), threads: 3);
        again.Begin(1, 0);
        _ = Rest(again, 64);
        again.Begin(2, 0);
        Assert.Equal(order, Rest(again, 33));
        using var other = new ShuffledBlocks(new NumberedBlocks(), seed: 6, windowRows: 40, windowBlocks: 3);
        other.Begin(2, 0);
        Assert.NotEqual(order, Rest(other, 10));
    }

    [Fact]
    public void BegunInTheMiddleTheRestIsTheSame()
    {
        using var stream = Stream(new NumberedBlocks());
        stream.Begin(4, 0);
        var whole = Rest(stream, 5);
        for (var first = 0; first <= whole.Length; first += 3)
        {
            stream.Begin(4, first);
            Assert.Equal(whole[first..], Rest(stream, 5));
        }
    }

    /// <summary>A window of three blocks or more: its rows come from all of them, and not in their order.</summary>
    [Fact]
    public void RowsOfAWindowAreMixed()
    {
        var blocks = new NumberedBlocks();
        using var stream = Stream(blocks);
        stream.Begin(1, 0);
        var first = Rest(stream, 5)[..40];
        Assert.True(first.Select(blocks.BlockOf).Distinct().Count() >= 3);
        Assert.True(first.Zip(first.Skip(1)).Count(pair => pair.Second == pair.First + 1) < 10);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(8, false)]
    [InlineData(8, true)]
    public void ShardsHavePartsOfTheirOwnThatAreAllExamples(int shards, bool hasWeights)
    {
        var blocks = new NumberedBlocks(hasWeights);
        long[] examples = [.. Enumerable.Range(0, shards).Select(shard => ((shard + 1L) * blocks.Total / shards) - ((long)shard * blocks.Total / shards))];
        var (seen, touched) = (new List<float>(), 0);
        for (var shard = 0; shard < shards; shard++)
        {
            // Only this one is asked for, as by a process that has no other.
            var own = new NumberedBlocks(hasWeights);
            using var stream = Stream(own);
            var part = (ShuffledBlocks)stream.OfShard(shard, examples);
            Assert.Equal(examples[shard], part.Count);
            var orders = new List<float[]>();
            for (var epoch = 1; epoch <= 3; epoch++)
            {
                part.Begin(epoch, 0);
                orders.Add(Rest(part, 3));
            }

            Assert.Equal(orders[0].Order(), orders[1].Order());
            Assert.True(orders[0].Length < 5 || !orders[0].SequenceEqual(orders[1]));
            part.Begin(2, 6);
            Assert.Equal(orders[1][6..], Rest(part, 4));
            seen.AddRange(orders[0]);
            touched += own.Touched;
        }

        Assert.Equal(Enumerable.Range(0, blocks.Total).Select(i => (float)i), seen.Order());

        // Together they read each block once, and a second time where a shard ends within it. The first block has no examples.
        Assert.InRange(touched, blocks.Counts.Count - 1, blocks.Counts.Count - 1 + shards - 1);
    }

    /// <summary>What the last minibatch leaves out in one epoch comes in another.</summary>
    [Fact]
    public void ExamplesThatAnEpochLeavesOutAreSharedOut()
    {
        var blocks = new NumberedBlocks();
        using var stream = Stream(blocks);
        long[] examples = [.. Enumerable.Repeat((blocks.Total - 7L) / 4, 4)];
        var parts = Enumerable.Range(0, 4).Select(shard => stream.OfShard(shard, examples)).Cast<ShuffledBlocks>().ToList();
        Assert.All(parts, part => Assert.InRange(part.Count, examples[0], examples[0] + 3));
        parts.ForEach(part => part.Begin(1, 0));
        Assert.Equal(Enumerable.Range(0, blocks.Total).Select(i => (float)i), parts.SelectMany(part => Rest(part, 5)).Order());
    }

    [Fact]
    public void ABlockThatCannotBeReadEndsIt()
    {
        using var stream = Stream(new NumberedBlocks { Broken = 9 });
        stream.Begin(1, 0);
        Assert.Equal("Block 9 is broken.", Assert.Throws<DataException>(() => Rest(stream, 5)).Message);
    }

    private static ShuffledBlocks Stream(ExampleBlocks blocks, int threads = 2) => new(blocks, seed: 5, threads, windowRows: 40, windowBlocks: 3);

    /// <summary>The numbers of the examples up to the end of the epoch.</summary>
    private static float[] Rest(ShuffledBlocks stream, int batch)
    {
        var numbers = new List<float>();
        var (inputs, targets) = (new Matrix<float>(batch, 2), new Matrix<float>(batch, 1));
        var weights = new float[stream.HasWeights ? batch : 0];
        for (int count; (count = stream.Next(inputs, targets, weights)) > 0;)
        {
            for (var i = 0; i < count; i++)
            {
                Assert.Equal((inputs[i, 0] + 0.5f, -inputs[i, 0]), (inputs[i, 1], targets[i, 0]));
                Assert.True(weights.Length == 0 || weights[i] == 2 * inputs[i, 0]);
                numbers.Add(inputs[i, 0]);
            }
        }

        return [.. numbers];
    }

    /// <summary>Examples that are their own number, in blocks of 0 to 22 of them.</summary>
    private sealed class NumberedBlocks(bool hasWeights = false) : ExampleBlocks
    {
        private readonly ConcurrentDictionary<int, bool> _touched = [];

        public int Broken { get; init; } = -1;

        /// <summary>How many different blocks were read.</summary>
        public int Touched => _touched.Count;

        public override int Features => 2;

        public override int TargetColumns => 1;

        public override bool HasWeights => hasWeights;

        public override IReadOnlyList<int> Counts { get; } = [.. Enumerable.Range(0, 20).Select(block => block * 7 % 23)];

        public int Total => Counts.Sum();

        public int BlockOf(float number) => Enumerable.Range(0, Counts.Count).First(block => number < Counts.Take(block + 1).Sum());

        public override void Read(int block, Span<float> inputs, Span<float> targets, Span<float> weights)
        {
            _touched[block] = true;
            if (block == Broken)
            {
                throw new DataException($"Block {block} is broken.");
            }

            for (var (i, number) = (0, Counts.Take(block).Sum()); i < Counts[block]; i++, number++)
            {
                (inputs[2 * i], inputs[(2 * i) + 1], targets[i]) = (number, number + 0.5f, -number);
                if (hasWeights)
                {
                    weights[i] = 2 * number;
                }
            }
        }
    }
}
