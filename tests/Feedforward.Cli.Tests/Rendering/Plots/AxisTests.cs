using Feedforward.Cli.Rendering.Plots;

namespace Feedforward.Cli.Tests.Rendering.Plots;

public sealed class AxisTests
{
    [Fact]
    public void MarksAreRoundNumbers()
    {
        var marks = Axis.Between("x", -0.5, 1.5).Marks(4);

        Assert.Equal(["-0.5", "0", "0.5", "1", "1.5"], marks.Select(mark => mark.Label));
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], marks.Select(mark => Math.Round(mark.Place, 9)));
    }

    [Fact]
    public void ALogarithmicAxisCountsFactors()
    {
        var axis = Axis.Around("y", [0.001, 10, double.NaN, -1], isLogarithmic: true);

        Assert.Equal(0.5, axis.Place(0.1), 9);
        Assert.Equal(0.1, axis.At(0.5), 9);
        Assert.Equal(["0.001", "0.01", "0.1", "1", "10"], axis.Marks(5).Select(mark => mark.Label));
        Assert.True(double.IsNaN(axis.Place(0)));
    }

    [Fact]
    public void CountsHaveNoFractions() =>
        Assert.Equal(["1", "2", "3"], Axis.Counting("epoch", 1, 3).Marks(10).Select(mark => mark.Label));

    [Theory]
    [InlineData(5, 5)]
    [InlineData(double.NaN, double.NaN)]
    public void WithoutExtentThereIsStillAnAxis(double from, double to)
    {
        var axis = Axis.Around("x", [from, to]);

        Assert.NotEmpty(axis.Marks(4));
        Assert.InRange(axis.Place(axis.At(0.5)), 0.49, 0.51);
    }
}
