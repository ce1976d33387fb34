using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>How training ends, early or not, and which epoch's network it gives.</summary>
public sealed class TrainingEndTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// Training pulls w from 0 towards 2, validation is best at 1: by the closed form w passes 0, 0.7, 1.155, 1.45075, …, and
    /// the nearest to 1 is that of epoch 2.
    /// </summary>
    [Theory]
    [InlineData(null, StopReason.Completed, 20)]
    [InlineData(3, StopReason.EarlyStopped, 6)]
    public void The_best_epoch_on_validation_data_is_restored(int? patience, StopReason reason, int epochs)
    {
        var options = Parabola.Descent with { Validation = Parabola.Data(1), Patience = patience };
        var result = Parabola.Slope(0).Fit(Parabola.Data(2), options, null, Stop);
        Assert.Equal(reason, result.Reason);
        Assert.Equal(epochs, result.Epochs.Count);
        Assert.Equal(2, result.BestEpoch);
        Assert.Equal(2 * (1 - (0.65 * 0.65)), result.Network.Parameters[0], 1e-6);
        Assert.Equal([true, true, false], result.Epochs.Take(3).Select(e => e.IsBest));
        Assert.Equal(3.5 * 0.155 * 0.155, result.Epochs[1].ValidationRisk!.Value, 1e-5);
    }

    [Fact]
    public void Another_criterion_than_the_risk_chooses_the_epoch()
    {
        // The output at x = 1 is w itself; the wanted one is 1.45.
        var options = Parabola.Descent with
        {
            Validation = Parabola.Data(1),
            Criterion = (outputs, _) => Math.Abs(outputs[0, 0] - 1.45),
        };
        Assert.Equal(3, Parabola.Slope(0).Fit(Parabola.Data(2), options, null, Stop).BestEpoch);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 4)]
    public void Of_equal_values_the_first_is_kept_or_the_last(bool keepLast, int best)
    {
        double[] values = [3, 1, 2, 1, 2, 2, 2, 2];
        var epoch = 0;
        var options = Parabola.Descent with
        {
            Validation = Parabola.Data(1),
            Criterion = (_, _) => values[epoch++],
            Epochs = values.Length,
            Patience = 4,
            KeepLastOfTies = keepLast,
        };
        var result = Parabola.Slope(0).Fit(Parabola.Data(2), options, null, Stop);
        Assert.Equal(best, result.BestEpoch);

        // Waiting began with the second epoch, as the fourth was no better.
        Assert.Equal((StopReason.EarlyStopped, 7), (result.Reason, result.Epochs.Count));
    }

    [Fact]
    public void Cancelling_returns_the_best_network_so_far()
    {
        using var source = new CancellationTokenSource();
        var progress = new Watcher(epoch =>
        {
            if (epoch.Number == 4)
            {
                source.Cancel();
            }
        });
        var options = Parabola.Descent with { Validation = Parabola.Data(1) };
        var result = Parabola.Slope(0).Fit(Parabola.Data(2), options, progress, source.Token);
        Assert.Equal(StopReason.Cancelled, result.Reason);
        Assert.Equal(4, result.Epochs.Count);
        Assert.Equal(2, result.BestEpoch);
        Assert.Equal(1.155, result.Network.Parameters[0], 1e-6);
        Assert.Equal([1, 2, 3, 4], progress.Seen.Select(e => e.Number));
    }

    [Fact]
    public void Cancelling_before_the_start_returns_the_initial_network()
    {
        var start = Parabola.Slope(0.25f);
        var result = start.Fit(Parabola.Data(2), Parabola.Descent, null, new CancellationToken(canceled: true));
        Assert.Equal(StopReason.Cancelled, result.Reason);
        Assert.Empty(result.Epochs);
        Assert.Equal(0, result.Steps);
        Assert.Equal(start.Parameters, result.Network.Parameters);
    }

    [Fact]
    public void A_time_limit_of_nothing_ends_training_at_once()
    {
        var result = Parabola.Slope(0).Fit(Parabola.Data(2), Parabola.Descent with { TimeLimit = TimeSpan.Zero }, null, Stop);
        Assert.Equal(StopReason.TimeLimit, result.Reason);
        Assert.Empty(result.Epochs);
    }

    /// <summary>With α = 10 each step multiplies the distance from 2 by −69, until the squared error is beyond the largest float.</summary>
    [Fact]
    public void Diverging_says_the_step_and_keeps_the_last_good_weights()
    {
        var result = Parabola.Slope(0).Fit(Parabola.Data(2), Parabola.Descent with { LearningRate = 10, Epochs = 1000 }, null, Stop);
        Assert.Equal(StopReason.Diverged, result.Reason);

        // The risk before step t is about 3.5·4·69^(2(t−1)), above 3.4·10³⁸ from t = 12 on; one of its terms may be sooner.
        var step = Assert.NotNull(result.DivergedAtStep);
        Assert.InRange(step, 10, 13);
        Assert.Equal(step, result.Steps);
        Assert.Equal(step - 1, result.Epochs.Count);
        Assert.Equal(2 - (2 * Math.Pow(-69, step - 1)), result.Network.Parameters[0], 1e-4 * Math.Pow(69, step - 1));
        var e = Assert.Throws<DivergedException>(() => result.ThrowIfDiverged());
        Assert.Equal(step, e.Step);
        Assert.Contains($"step {step}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Diverging_with_validation_data_keeps_the_best_epoch()
    {
        var options = Parabola.Descent with { LearningRate = 10, Epochs = 1000, Validation = Parabola.Data(2), Patience = null };
        var result = Parabola.Slope(0).Fit(Parabola.Data(2), options, null, Stop);
        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.Equal(1, result.BestEpoch);
        Assert.Equal(140f, result.Network.Parameters[0], 1e-3);
    }

    /// <summary>Where no epoch can be judged the first is given back, not the initial network; one that can be judged is better.</summary>
    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 3)]
    [InlineData(7.0, 3)]
    public void A_criterion_that_is_not_a_number_never_leaves_the_network_untrained(double later, int best)
    {
        var epoch = 0;
        var options = Parabola.Descent with
        {
            Validation = Parabola.Data(1),
            Epochs = 4,
            Criterion = (_, _) => ++epoch < 3 ? double.NaN : later,
        };
        var result = Parabola.Slope(0).Fit(Parabola.Data(2), options, null, Stop);
        Assert.Equal(best, result.BestEpoch);
        Assert.NotEqual(0, result.Network.Parameters[0]);
    }

    /// <summary>f − y = −10¹⁰ and x = 10³⁰: the risk is 10²⁰, its gradient −2·10⁴⁰ is beyond the largest float.</summary>
    [Fact]
    public void A_gradient_that_is_not_finite_is_told_in_its_own_step()
    {
        var data = new Dataset(new float[,] { { 1e30f }, { 1e30f } }, 1e10f, 1e10f);
        var result = Parabola.Slope(0).Fit(data, Parabola.Descent with { BatchSize = 1 }, null, Stop);
        Assert.Equal(1, result.DivergedAtStep);
        Assert.Equal(0, result.Network.Parameters[0]);
    }

    private sealed class Watcher(Action<Epoch> react) : IProgress<Epoch>
    {
        public List<Epoch> Seen { get; } = [];

        public void Report(Epoch value)
        {
            Seen.Add(value);
            react(value);
        }
    }
}
