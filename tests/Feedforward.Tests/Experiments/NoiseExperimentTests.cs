using Feedforward.Experiments;
using Feedforward.Training;

namespace Feedforward.Tests.Experiments;

/// <summary>F15: the variance of the minibatch gradient falls as (1/S)·(N − S)/(N − 1).</summary>
public sealed class NoiseExperimentTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_variance_falls_as_predicted()
    {
        var told = new List<GradientNoise>();
        var report = NoiseExperiment.Run(progress: new Collector(told), cancellation: Stop);
        Assert.Equal([1, 2, 4, 8, 16, 32, 64, 128], report.Measurements.Select(m => m.BatchSize));
        Assert.Equal(told, report.Measurements);
        var one = report.Measurements[0].Variance;
        foreach (var noise in report.Measurements)
        {
            // The law from the measurement at S = 1 alone, within what 4000 draws allow.
            double s = noise.BatchSize, n = report.Data.Count;
            Assert.Equal(one / s * (n - s) / (n - 1), noise.Variance, 0.06 * one / s);
        }

        Assert.True(report.LargestDeviation < 0.05);
        Assert.Equal(0, report.Measurements[^1].Variance, 1e-10);
    }

    [Fact]
    public void Cancelling_stops_it() =>
        Assert.Throws<OperationCanceledException>(() => NoiseExperiment.Run(cancellation: new CancellationToken(true)));

    private sealed class Collector(List<GradientNoise> measurements) : IProgress<GradientNoise>
    {
        public void Report(GradientNoise value) => measurements.Add(value);
    }
}
