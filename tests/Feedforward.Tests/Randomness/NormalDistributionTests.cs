using Feedforward.Randomness;

namespace Feedforward.Tests.Randomness;

public sealed class NormalDistributionTests
{
    /// <summary>The quantiles are those of scipy.stats.norm.ppf.</summary>
    [Theory]
    [InlineData(1e-7f, -5.1993376)]
    [InlineData(0.025f, -1.9599640)]
    [InlineData(0.5f, 0)]
    [InlineData(0.75f, 0.6744898)]
    [InlineData(0.975f, 1.9599640)]
    public void Quantiles_are_those_of_the_tables(float p, double expected) => Assert.Equal(expected, NormalDistribution.Quantile(p), 2e-6);

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void Anything_but_a_probability_between_0_and_1_is_refused(float p) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(p));
}
