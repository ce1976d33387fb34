using Feedforward.Benchmarks.Accuracy;
using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Tests.Accuracy;

public class ComparisonTests
{
    private static readonly KnownSet s_flowers = new("flowers", "kind", LearningTask.Multiclass, []);
    private static readonly KnownSet s_prices = new("prices", "price", LearningTask.Regression, []);

    [Fact]
    public void HalfARowMakesARatioOfNoErrors()
    {
        // Means of 0 and 0.1, and of 0: (0.05 + 0.05)/(0 + 0.05).
        var ours = Standing.Of([Run("flowers", "auto", 0, 0), Run("flowers", "auto", 1, 0.1)], s_flowers)!;
        var theirs = Standing.Of([Run("flowers", "HGB", 0, 0)], s_flowers)!;
        Assert.Equal(2, ours.RatioTo(theirs), 12);
        Assert.Equal(0.5, theirs.RatioTo(ours), 12);
        Assert.Equal(Math.Sqrt(0.005), ours.Deviation, 12);
        Assert.Null(Standing.Of([], s_flowers));
    }

    [Fact]
    public void ANumbersErrorIsDividedAsItIs() => Assert.Equal(
        0.8, Standing.Of([Run("prices", "auto", 0, 0.4)], s_prices)!.RatioTo(Standing.Of([Run("prices", "HGB", 0, 0.5)], s_prices)!), 12);

    [Fact]
    public void NoSetCountsMoreThanTwofold()
    {
        Assert.Equal(1, Standing.MeanRatio([0.1, 2])!.Value, 12);
        Assert.Equal(Math.Pow(2 * 2 * 0.5, 1 / 3.0), Standing.MeanRatio([100, 2, 0.5])!.Value, 12);
        Assert.Null(Standing.MeanRatio([]));
        Assert.Equal(3, Standing.GeometricMean([1, 9])!.Value, 12);
    }

    [Fact]
    public void PeersCountOnTheSeedsThatWeRanOrOnTheirOwn()
    {
        var peers = new RecordedPeers(
            ["HGB", "RealMLP-TD"],
            [Run("prices", "HGB", 0, 0.9), Run("prices", "HGB", 1, 0.5), Run("prices", "RealMLP-TD", 0, 0.2) with { FitSeconds = 10 }]);
        var text = new Comparison([s_flowers, s_prices], [Run("prices", "auto", 1, 0.4)], peers).ToRatios("auto").ToMarkdown();

        // 0.4/0.5 with the seed in common, 0.4/0.2 with the one there is; 1 second beside 10.
        Assert.Contains("| prices         | 0.800 |      2.000 |        2.000 |    1.00 |             0.100 |", text, StringComparison.Ordinal);
        Assert.Contains("| geometric mean | 0.800 |      2.000 |        2.000 |       — |             0.100 |", text, StringComparison.Ordinal);
        Assert.DoesNotContain("flowers", text, StringComparison.Ordinal);
    }

    [Fact]
    public void APeerWithFewerSeedsIsComparedOnThemAsWell()
    {
        var peers = new RecordedPeers(["RealMLP-TD"], [Run("prices", "RealMLP-TD", 0, 0.4)]);
        var ours = new[] { Run("prices", "auto", 0, 0.5), Run("prices", "auto", 1, 0.7) };
        var text = new Comparison([s_prices], ours, peers).ToRatios("auto").ToMarkdown();

        // 0.6/0.4 with the mean of both seeds, 0.5/0.4 with the first alone.
        Assert.Contains("| geometric mean |      1.500 |", text, StringComparison.Ordinal);
        Assert.Contains("the seed 0 only; with ours of the same seed the geometric mean is 1.250.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ALineIsReadAsItWasWritten()
    {
        var file = Path.GetTempFileName();
        try
        {
            var run = Run("flowers", "auto", 1, 0.25);
            new RunLog(file).Add(run);
            var log = new RunLog(file);
            Assert.Equal(run.ToJson(), log.Find("flowers", "auto", 1)!.ToJson());
            Assert.Null(log.Find("flowers", "auto", 0));
            File.AppendAllText(file, "{\"set\":\"flow");
            Assert.Contains("Line 2", Assert.Throws<FormatException>(() => new RunLog(file)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static TabularRun Run(string set, string model, uint seed, double figure) => new(
        set, model, seed, 1, 40, 10, new Dictionary<string, double> { [set == "prices" ? "nrmse" : "err"] = figure }, 1);
}
