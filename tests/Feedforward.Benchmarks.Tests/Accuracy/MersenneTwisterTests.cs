using Feedforward.Benchmarks.Accuracy;

namespace Feedforward.Benchmarks.Tests.Accuracy;

/// <summary>All expected numbers are numpy 1.24's.</summary>
public class MersenneTwisterTests
{
    [Fact]
    public void TheBitsAreNumpys()
    {
        var random = new MersenneTwister(0);
        var bits = Enumerable.Range(0, 1000).Select(_ => random.Next()).ToArray();
        Assert.Equal([2357136044u, 2546248239u, 3071714933u, 3626093760u, 2588848963u], bits[..5]);

        // Beyond 624 the state has been renewed.
        Assert.Equal((747805126u, 3043451800u), (bits[699], bits[999]));
    }

    [Theory]
    [InlineData(0u, 150, new[] { 114, 62, 33, 107, 7, 100, 40, 86, 76, 71, 134, 51 }, 842624)]
    [InlineData(1u, 10, new[] { 2, 9, 6, 4, 0, 3, 1, 7, 8, 5 }, 257)]
    [InlineData(2u, 1000, new[] { 37, 726, 846, 295, 924, 658, 682, 286, 880, 272, 137, 954 }, 249431983)]
    [InlineData(7u, 891, new[] { 725, 861, 528, 46, 627, 357, 890, 179, 562, 879, 53, 159 }, 174455993)]
    [InlineData(42u, 7, new[] { 0, 1, 5, 2, 4, 3, 6 }, 105)]
    [InlineData(uint.MaxValue, 12, new[] { 11, 8, 5, 9, 1, 10, 6, 0, 4, 7, 2, 3 }, 349)]
    [InlineData(0u, 65537, new[] { 52973, 26836, 34921, 41002, 55376, 53976, 10906, 46944, 21398, 63512, 47763, 45588 }, 32805535181)]
    [InlineData(0u, 2, new[] { 1, 0 }, 1)]
    [InlineData(0u, 1, new[] { 0 }, 0)]
    public void ThePermutationIsNumpys(uint seed, int count, int[] start, long weightedSum)
    {
        var order = new MersenneTwister(seed).Permutation(count);
        Assert.Equal(start, order.Take(start.Length));

        // Every place counts: the sum of (i + 1)·order[i], of the large ones modulo 1,000,003 term by term.
        Assert.Equal(weightedSum, order.Select((row, i) => row * (i + 1L) % 1_000_003).Sum());
    }

    [Fact]
    public void NoRowsHaveAnEmptyPermutation() => Assert.Empty(new MersenneTwister(0).Permutation(0));
}
