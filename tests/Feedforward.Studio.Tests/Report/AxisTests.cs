using Feedforward.Studio.Report.Charts;

namespace Feedforward.Studio.Tests.Report;

public class AxisTests
{
    [Fact]
    public void TicksAreRoundNumbersInside()
    {
        Assert.Equal([0, 0.2, 0.4, 0.6, 0.8, 1], new Axis("", 0, 1).Ticks().Select(tick => Math.Round(tick, 12)));
        Assert.Equal([-20, -10, 0, 10], new Axis("", -23, 12).Ticks(4).Select(tick => Math.Round(tick, 12)));
        Assert.Equal([0.01, 0.1, 1, 10], new Axis("", 0.005, 20, true).Ticks().Select(tick => Math.Round(tick, 12)));
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.3)]
    [InlineData(17)]
    [InlineData(4.2e8)]
    public void ThereAreAFewOfThemWhateverTheRange(double width) =>
        Assert.InRange(new Axis("", 0, width).Ticks().Count, 3, 9);
}
