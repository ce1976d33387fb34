using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class HistogramTests
{
    [Fact]
    public void EveryNumberIsCountedOnce()
    {
        var bins = Histogram.Of([0, 1, 1, 2, 3, 4, 4, 4]);
        Assert.Equal([1, 2, 1, 4], bins.Select(bin => bin.Count));
        Assert.Equal((0, 4), (bins[0].Lower, bins[^1].Upper));
        Assert.Equal([new HistogramBin(7, 7, 3)], Histogram.Of([7, 7, 7]));
    }
}
