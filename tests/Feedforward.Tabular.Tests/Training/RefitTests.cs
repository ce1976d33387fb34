using System.Globalization;
using System.Text;
using Feedforward.Randomness;

namespace Feedforward.Tabular.Tests.Training;

public sealed class RefitTests
{
    /// <summary>The second network is the one that training on all rows gives after the best epoch's number of epochs, and nothing else.</summary>
    [Theory]
    [InlineData("fast")]
    [InlineData("plain")]
    public void AsManyEpochsAsProvedBestAreTrainedOnAllRows(string preset)
    {
        var options = Options(preset);
        var (first, again) = (Fit(options), Fit(options with { Refit = true }));
        Assert.Equal(first.Training.BestEpoch, again.Training.BestEpoch);
        Assert.Equal(first.Validation!.Metrics, again.Validation!.Metrics);
        Assert.NotEqual(first.Model.Network.Parameters.ToArray(), again.Model.Network.Parameters.ToArray());

        // The same by hand: no row held back, stopped after that epoch.
        TabularModel? byHand = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var stopper = new Stopper(epoch =>
        {
            if (epoch == first.Training.BestEpoch)
            {
                stop.Cancel();
            }
        });
        byHand = TabularTrainer.Fit(Table(), options with { Validation = 0, Adjust = change => options.Adjust!(change) with { BatchSize = 32 } }, stopper, stop.Token).Model;
        Assert.Equal(byHand.Network.Parameters.ToArray(), again.Model.Network.Parameters.ToArray());
        Assert.Equal("true", again.Model.Training.Options["refit"]);
    }

    [Fact]
    public void WhatIsStoppedInTheSecondTrainingIsTheFirstModel()
    {
        var first = Fit(Options("fast"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var stopper = new Stopper(_ => { }, () => stop.Cancel());
        var again = TabularTrainer.Fit(Table(), Options("fast") with { Refit = true }, stopper, stop.Token);
        Assert.Equal(first.Model.Network.Parameters.ToArray(), again.Model.Network.Parameters.ToArray());
        Assert.Contains(again.Notices, notice => notice.Message.Contains("the model is that of the first training", StringComparison.Ordinal));
    }

    [Fact]
    public void WithFoldsThereIsNothingToAdd()
    {
        var options = Options("auto") with { Adjust = preset => preset with { Epochs = 3, Hidden = [8] } };
        Assert.Equal(Fit(options).Model.Network.Parameters.ToArray(), Fit(options with { Refit = true }).Model.Network.Parameters.ToArray());
    }

    private static TabularOptions Options(string preset) => new()
    {
        Target = "y",
        Preset = preset,
        Test = 0,
        Epochs = 6,
        BatchSize = 32,
        Hidden = [12],
        Adjust = given => given with { Epochs = 6, BatchSize = 32, Hidden = [12] },
    };

    private static TabularResult Fit(TabularOptions options) =>
        TabularTrainer.Fit(Table(), options, cancellationToken: TestContext.Current.CancellationToken);

    private static Table Table()
    {
        var random = new RandomStream(5, RandomPurpose.Data);
        var text = new StringBuilder("a,b,y\n");
        for (var i = 0; i < 240; i++)
        {
            var (a, b) = (random.Normal(2 * i), random.Normal((2 * i) + 1));
            text.Append(CultureInfo.InvariantCulture, $"{a},{b},{(a * b) + a}\n");
        }

        return CsvText.Table(text.ToString());
    }

    private sealed class Stopper(Action<int> afterEpoch, Action? inRefit = null) : IProgress<TabularEpoch>
    {
        public void Report(TabularEpoch value)
        {
            if (value.IsRefit)
            {
                inRefit?.Invoke();
            }
            else
            {
                afterEpoch(value.Epoch.Number);
            }
        }
    }
}
