namespace Feedforward.Tabular.Tests.Preprocessing;

public class EmpiricalDistributionTests
{
    /// <summary>The right column is what numpy.quantile prints.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(.1, 1)]
    [InlineData(.25, 2.25)]
    [InlineData(.5, 3.75)]
    [InlineData(.75, 5)]
    [InlineData(.9, 6.3)]
    [InlineData(1, 9)]
    public void QuantilesAreThoseOfNumpy(double p, double expected)
    {
        var values = new EmpiricalDistribution([3, 1, float.NaN, 4, 1, 5, 9, 2, 6, 5, 3.5f]);
        Assert.Equal(10, values.Count);
        Assert.Equal(expected, values.Quantile(p), 1e-12);
    }

    [Fact]
    public void AClippedMeanMovesWhatIsOutside() =>
        Assert.Equal((2 + 2 + 3 + 5) / 4.0, new EmpiricalDistribution([1e30f, 3, -1e30f, 2]).ClippedMean(2, 5));

    [Fact]
    public void OneNumberIsAllItsQuantiles()
    {
        var values = new EmpiricalDistribution([-0f]);
        Assert.Equal([0.0, 0, 0], new[] { 0, .3, 1 }.Select(values.Quantile));
        Assert.False(float.IsNegative(values.Ascending[0]));
        Assert.Equal(0, new EmpiricalDistribution([float.NaN]).Count);
    }
}
