using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class WilsonIntervalTests
{
    /// <summary>Newcombe, Statistics in Medicine 17, 1998, table I: 81 of 263 gives 0.2553 to 0.3662, 0 of 20 gives 0 to 0.1611.</summary>
    [Fact]
    public void IsThatOfNewcombesTable()
    {
        var many = WilsonInterval.Of(81, 263);
        Assert.Equal((.2553, .3662), (Math.Round(many.Lower, 4), Math.Round(many.Upper, 4)));
        var none = WilsonInterval.Of(0, 20);
        Assert.Equal((0, .1611), (Math.Round(none.Lower, 4), Math.Round(none.Upper, 4)));
    }
}
