using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Schedules;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>What changes in the course of a training: which epochs are judged, which batches there are, how strong decay and dropout are.</summary>
public sealed class TrainingCourseTests
{
    private static readonly TrainingOptions s_options = new() { Loss = Loss.SquaredError, LearningRate = 0.01, BatchSize = 4, Epochs = 7, Threads = 1 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_some_epochs_and_the_last_are_judged()
    {
        // The second epoch would be the best, but nobody looks at it.
        double[] values = [3, 2, 1];
        var looks = 0;
        var options = s_options with { Validation = Line(10), ValidateEvery = 3, Criterion = (_, _) => values[looks++] };
        var result = Network.Create(1, 1, new Dense(1)).Fit(Line(10), options, null, Stop);
        Assert.Equal([3, 6, 7], result.Epochs.Where(epoch => epoch.ValidationRisk is not null).Select(epoch => epoch.Number));
        Assert.Equal(7, result.BestEpoch);
    }

    [Fact]
    public void Before_the_first_look_the_newest_parameters_are_kept()
    {
        using var source = new CancellationTokenSource();
        var trainer = new Trainer(Network.Create(1, 1, new Dense(1)), Line(10), s_options with { Validation = Line(10), ValidateEvery = 5 });
        foreach (var epoch in trainer.Run(source.Token))
        {
            if (epoch.Number == 2)
            {
                source.Cancel();
            }
        }

        Assert.Equal(trainer.Current.Parameters.ToArray(), trainer.Best.Parameters.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Network.Create(1, 1, new Dense(1)), Line(10), s_options with { ValidateEvery = 0 }));
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 2)]
    public void A_last_batch_of_fewer_examples_can_be_left_out(bool dropsLast, int stepsPerEpoch) => Assert.Equal(
        7 * stepsPerEpoch, Network.Create(1, 1, new Dense(1)).Fit(Line(10), s_options with { DropLastBatch = dropsLast }, null, Stop).Steps);

    /// <summary>
    /// All inputs and targets are 0, so no gradient moves W and decay alone works: W(1 − αλ)ⁿ over n steps, W(1 − αλ) where the
    /// schedule leaves decay at 1 in the first of them only.
    /// </summary>
    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 1)]
    public void Decay_follows_its_schedule(bool fades, int decays)
    {
        var network = Network.Create(1, 1, new Dense(1, bias: false)).With([2], []);
        var options = s_options with
        {
            Optimizer = Optimizer.AdamW(0.5f),
            LearningRate = 0.1,
            BatchSize = 10,
            Epochs = 4,
            DecaySchedule = fades ? new StepDecay(1, 1e-9) : new Constant(),
        };
        var zeros = new Dataset(new Matrix<float>(10, 1), new Matrix<float>(10, 1));
        Assert.Equal(2 * Math.Pow(1 - 0.05, decays), network.Fit(zeros, options, null, Stop).Network.Parameters[0], 1e-6);
    }

    /// <summary>y = x</summary>
    private static Dataset Line(int count)
    {
        var x = Numbers.Normal(count, 1, 3);
        return new Dataset(x, x);
    }
}
