using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class PairedBootstrapTests
{
    /// <summary>For a mean the interval is nearly that of the normal distribution: ± 1.96 deviations / √n.</summary>
    [Fact]
    public void TheIntervalOfAMeanIsNearThatOfTheNormalDistribution()
    {
        double[] first = [.. Enumerable.Range(0, 400).Select(i => i % 10 < 7 ? 1.0 : 0)];
        double[] second = [.. Enumerable.Range(0, 400).Select(i => i % 4 < 2 ? 1.0 : 0)];
        var bootstrap = PairedBootstrap.Of(first, second);
        double[] differences = [.. first.Zip(second, (one, other) => one - other)];
        var half = 1.96 * Math.Sqrt(differences.Average(d => Math.Pow(d - differences.Average(), 2)) / 400);
        Assert.Equal(.2, bootstrap.Difference, 1e-12);
        Assert.Equal(.2 - half, bootstrap.Lower, half * .1);
        Assert.Equal(.2 + half, bootstrap.Upper, half * .1);
        Assert.Equal(bootstrap, PairedBootstrap.Of(first, second));
    }

    [Fact]
    public void EqualModelsDifferByNothing() =>
        Assert.Equal((0, 0, 0), PairedBootstrap.Of([1, 4, 9], [1, 4, 9], Math.Sqrt) is var b ? (b.Difference, b.Lower, b.Upper) : default);
}
