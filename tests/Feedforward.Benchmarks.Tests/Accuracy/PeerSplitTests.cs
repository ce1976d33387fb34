using Feedforward.Benchmarks.Accuracy;

namespace Feedforward.Benchmarks.Tests.Accuracy;

public class PeerSplitTests
{
    [Fact]
    public void TheSplitIsThatOfThePeers()
    {
        // numpy: order = RandomState(3).permutation(23); order[:4], then rest[:19 // 5], then the others.
        var split = PeerSplit.Of(23, 3);
        Assert.Equal([21, 12, 17, 15], split.Test);
        Assert.Equal([14, 16, 1], split.Validation);
        Assert.Equal([2, 20, 13, 4, 19, 6, 7, 5, 18, 9, 11, 22, 0, 8, 3, 10], split.Train);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    [InlineData(54, 10)]
    public void EveryRowIsTestedOrLearnedFrom(int rows, int tested)
    {
        var split = PeerSplit.Of(rows, 0);
        Assert.Equal(tested, split.Test.Length);
        Assert.Equal(Enumerable.Range(0, rows), split.Rest.Concat(split.Test).Order());
        Assert.Equal(split.Rest.Order(), split.Rest);
    }
}
