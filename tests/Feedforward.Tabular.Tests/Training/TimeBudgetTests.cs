using System.Globalization;
using System.Text;
using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Training;

/// <summary>How a preset is fitted to a time limit. What a machine takes for a step is no part of these claims.</summary>
public sealed class TimeBudgetTests
{
    /// <summary>2 + 10·1 + (10 + 2)·0.5 = 18 seconds hold ten epochs; an eleventh costs 1.5 more, and looks stop at 32.</summary>
    [Theory]
    [InlineData(18, 64, 10)]
    [InlineData(19.49, 64, 10)]
    [InlineData(19.5, 64, 11)]
    [InlineData(51, 64, 32)]
    [InlineData(52, 64, 33)]
    [InlineData(1e6, 64, 64)]
    [InlineData(4.4, 64, 0)]
    [InlineData(-1, 64, 0)]
    public void EpochsAreThoseThereIsRoomFor(double seconds, int most, int expected)
    {
        var cost = new TimeBudget.Cost(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5));
        Assert.Equal(expected, cost.EpochsIn(TimeSpan.FromSeconds(seconds), most));
    }

    /// <summary>Four minibatches of 16 rows were measured, and a thousand rows have 15.625 times as many.</summary>
    [Fact]
    public void WhatAFewMinibatchesCostIsScaledToAllRows()
    {
        var measured = new TimeBudget.Cost(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(0.5));
        var expected = new TimeBudget.Cost(TimeSpan.FromSeconds(31.25), TimeSpan.FromSeconds(15.625), TimeSpan.FromSeconds(7.8125));
        Assert.Equal(expected, measured.Of(rows: 1_000, measured: 64));
        Assert.Equal(measured, measured.Of(rows: 64, measured: 64));
    }

    [Fact]
    public void AGenerousLimitChangesNothing()
    {
        var free = Fit(null);
        var limited = Fit(TimeSpan.FromHours(10));
        Assert.Equal(free.Model.Network.Parameters.ToArray(), limited.Model.Network.Parameters.ToArray());
        Assert.DoesNotContain(limited.Notices, notice => notice.Message.Contains("time limit", StringComparison.Ordinal));
    }

    /// <summary>No machine trains this in a millisecond: one network and one epoch remain, it says so, and the model predicts.</summary>
    [Fact]
    public void ALimitTooShortForAnythingStillGivesAModel()
    {
        var result = Fit(TimeSpan.FromMilliseconds(1));
        Assert.Contains(result.Notices, notice => notice.Message.StartsWith("The time limit of 0 s leaves room for 0 of the 40 epochs", StringComparison.Ordinal));
        Assert.Equal("1", result.Model.Training.Options["epochs"]);
        Assert.All(result.Model.Predict(Table()).Probabilities.Span.ToArray(), probability => Assert.InRange(probability, 0, 1));
    }

    private static TabularResult Fit(TimeSpan? limit) => TabularTrainer.Fit(
        Table(),
        new TabularOptions { Target = "y", Preset = "auto", TimeLimit = limit, Adjust = preset => preset with { Epochs = 40, Hidden = [8] } },
        cancellationToken: TestContext.Current.CancellationToken);

    private static Table Table()
    {
        var random = new RandomStream(5, RandomPurpose.Data);
        var text = new StringBuilder("a,b,y\n");
        for (var i = 0; i < 300; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{random.Normal(2 * i)},{random.Normal((2 * i) + 1)},{(random.Normal(2 * i) > 0 ? "p" : "n")}\n");
        }

        return CsvText.Table(text.ToString());
    }
}
