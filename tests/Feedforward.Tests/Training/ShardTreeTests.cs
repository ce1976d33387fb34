using Feedforward.Training;

namespace Feedforward.Tests.Training;

public class ShardTreeTests
{
    [Theory]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    [InlineData(8, 3)]
    [InlineData(8, 8)]
    [InlineData(64, 7)]
    [InlineData(1024, 1000)]
    public void Every_shard_belongs_to_one_rank_and_every_rank_has_one(int shards, int ranks)
    {
        var next = 0;
        for (var rank = 0; rank < ranks; rank++)
        {
            var (first, end) = ShardTree.ShardsOf(shards, rank, ranks);
            Assert.Equal(next, first);
            Assert.True(end > first);
            next = end;
        }

        Assert.Equal(shards, next);
    }

    [Theory]
    [InlineData(64, 8)]
    [InlineData(70, 4)]
    [InlineData(3, 8)]
    public void Every_row_belongs_to_one_shard_and_shards_differ_by_one_row(int rows, int shards)
    {
        var parts = Enumerable.Range(0, shards).Select(shard => ShardTree.RowsOf(rows, shard, shards)).ToList();
        Assert.Equal(Enumerable.Range(0, rows), parts.SelectMany(part => Enumerable.Range(part.First, part.End - part.First)));
        Assert.All(parts, part => Assert.InRange(part.End - part.First, rows / shards, (rows / shards) + 1));
    }

    [Fact]
    public void Partial_sums_are_the_largest_subtrees()
    {
        Assert.Equal([(0, 8)], ShardTree.PartialsOf(0, 8));
        Assert.Equal([(0, 2)], ShardTree.PartialsOf(0, 2));
        Assert.Equal([(2, 2), (4, 1)], ShardTree.PartialsOf(2, 5));
        Assert.Equal([(5, 1), (6, 2)], ShardTree.PartialsOf(5, 8));
        Assert.Equal([(3, 1), (4, 4), (8, 2)], ShardTree.PartialsOf(3, 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(16)]
    public void The_sum_is_that_of_the_whole_tree_whoever_holds_the_shards(int ranks)
    {
        const int Shards = 16;

        // Numbers whose sum depends on the order: 2²⁴ swallows a 1.
        float[] shards = [16777216, 1, 1, -16777216, 3, 1e-3f, 7, 1e10f, -1e10f, 0.1f, 0.2f, 0.3f, 1, 2, 1e-8f, 5];
        var expected = Tree(shards);

        var partials = new List<(int, int, Memory<float>)>();
        for (var rank = 0; rank < ranks; rank++)
        {
            var (first, end) = ShardTree.ShardsOf(Shards, rank, ranks);
            foreach (var (start, count) in ShardTree.PartialsOf(first, end))
            {
                partials.Add((start, count, new[] { Tree(shards.AsSpan(start, count)) }));
            }
        }

        Assert.Equal(expected, ShardTree.Add(partials.ToArray()).Span[0]);
    }

    [Fact]
    public void Wrong_numbers_of_shards_are_refused()
    {
        Assert.Contains("power of two", Assert.Throws<ArgumentOutOfRangeException>(() => ShardTree.Check(6)).Message);
        Assert.Contains("at least 4 shards", Assert.Throws<ArgumentOutOfRangeException>(() => ShardTree.Check(2, ranks: 3)).Message);
        Assert.Throws<ArgumentException>(() => ShardTree.Add([(0, 2, new float[1]), (2, 1, new float[1])]));
    }

    private static float Tree(ReadOnlySpan<float> shards) =>
        shards.Length == 1 ? shards[0] : Tree(shards[..(shards.Length / 2)]) + Tree(shards[(shards.Length / 2)..]);
}
