using Feedforward.Tabular.Tuning;

namespace Feedforward.Tabular.Tests.Tuning;

public sealed class SearchPlanTests
{
    /// <summary>Worked by hand: 39/3 = 13, 13/3 = 4; 64/9 = 7, 64/3 = 21. 9 trials halved: 4, 2, 1. Without room for a second round, one.</summary>
    [Theory]
    [InlineData(40, 64, 3, 4, "40x7 14x21 5x64")]
    [InlineData(40, 256, 3, 4, "40x9 14x28 5x85 2x256")]
    [InlineData(10, 8, 2, 1, "10x1 5x2 3x4 2x8")]
    [InlineData(100, 64, 4, 4, "100x4 25x16 7x64")]
    [InlineData(40, 10, 3, 4, "40x10")]
    [InlineData(3, 64, 3, 4, "3x64")]
    [InlineData(1, 64, 2, 1, "1x64")]
    public void EveryRoundHasFewerTrialsOfMoreEpochs(int trials, int epochs, int reduction, int least, string expected) =>
        Assert.Equal(expected, string.Join(' ', SearchPlan.Halving(trials, epochs, reduction, least).Rungs.Select(rung => FormattableString.Invariant($"{rung.Trials}x{rung.Epochs}"))));

    [Fact]
    public void ARandomSearchIsOneRound()
    {
        var plan = SearchPlan.Random(40, 64);
        Assert.Equal([new Rung(40, 64)], plan.Rungs);
        Assert.Equal((40, 2560), (plan.Trainings, plan.Epochs));
    }

    /// <summary>Of equal ones the lower number, of none the diverged one, and the preset's own in any case.</summary>
    [Theory]
    [InlineData("accuracy", 4, "5 2 3 0")]
    [InlineData("log-loss", 4, "1 6 2 0")]
    [InlineData("accuracy", 2, "5 0")]
    [InlineData("accuracy", 9, "5 2 3 6 1 0")]
    [InlineData("accuracy", 1, "0")]
    public void TheBestGoOn(string metric, int places, string expected)
    {
        Trial[] round = [Of(0, 0.99), Of(1, 0.5), Of(2, 0.8), Of(3, 0.8), Of(4, null), Of(5, 0.9), Of(6, 0.6)];
        Assert.Equal(expected, string.Join(' ', SearchPlan.Promote(round, new Rung(places, 9), TabularMetric.Named(metric))));
    }

    [Fact]
    public void TheBestHasTheMostEpochsThenTheBestValueThenTheLowestNumber()
    {
        Trial[] trials = [Of(0, 0.7, 9), Of(1, 0.9, 3), Of(2, 0.8, 9), Of(3, 0.8, 9), Of(4, null, 9)];
        Assert.Equal([2, 3, 0, 1, 4], trials.Order(new TrialOrder(TabularMetric.Accuracy)).Select(trial => trial.Number));
    }

    private static Trial Of(int number, double? value, int epochs = 3) => new(new Configuration(number, []), epochs, value, 1, value is null, TimeSpan.Zero);
}
