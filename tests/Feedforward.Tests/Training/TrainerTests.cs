using Feedforward.Activations;
using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>Training: gradient descent in closed form, early stopping, cancelling, diverging, and what is refused.</summary>
public sealed class TrainerTests
{
    private static readonly TrainingOptions s_descent = new()
    {
        Loss = Loss.SquaredError,
        Optimizer = Optimizer.GradientDescent(),
        LearningRate = 0.05,
        BatchSize = int.MaxValue,
        Epochs = 20,
        Threads = 1,
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// R(w) = mean of (wx − 2x)² = m(w − 2)² with m = mean x² = 3.5: θ ← θ − α∇R shrinks the distance from 2 by the factor
    /// 1 − 2αm in every step, and the risk before step t is m·4·(1 − 2αm)^(2(t−1)) from w = 0.
    /// </summary>
    [Fact]
    public void Gradient_descent_on_a_parabola_follows_the_closed_form()
    {
        const double α = 0.05, m = 3.5;
        var result = Slope(0).Fit(Proportional(2), s_descent, null, Stop);
        var factor = 1 - (2 * α * m);
        Assert.Equal(2 - (2 * Math.Pow(factor, 20)), result.Network.Parameters[0], 1e-6);
        Assert.Equal(20, result.Epochs.Count);
        foreach (var epoch in result.Epochs)
        {
            var expected = m * 4 * Math.Pow(factor, 2 * (epoch.Number - 1));
            Assert.Equal(expected, epoch.TrainingRisk, 1e-5 * (expected + 0.01));
        }
    }

    /// <summary>Two inputs that are never both different from 0: each coordinate shrinks with its own factor.</summary>
    [Fact]
    public void Each_eigenvector_of_a_quadratic_has_its_own_factor()
    {
        // R = ½[(2u − 6)² + (v + 1)²]: curvatures 4 and 1, optimum (3, −1), factors 1 − 4α and 1 − α.
        var data = new Dataset(new float[,] { { 2, 0 }, { 0, 1 } }, 6, -1);
        var start = Network.Create(2, 0, new Dense(1, initializer: Initializer.Zeros, bias: false));
        var options = s_descent with { LearningRate = 0.1, Epochs = 15 };
        var θ = start.Fit(data, options, null, Stop).Network.Parameters;
        Assert.Equal(3 - (3 * Math.Pow(0.6, 15)), θ[0], 1e-5);
        Assert.Equal(-1 + Math.Pow(0.9, 15), θ[1], 1e-6);
    }

    /// <summary>
    /// Training pulls w from 0 towards 2, validation is best at 1: by the closed form w passes 0, 0.7, 1.155, 1.45075, …, and
    /// the nearest to 1 is that of epoch 2.
    /// </summary>
    [Theory]
    [InlineData(null, StopReason.Completed, 20)]
    [InlineData(3, StopReason.EarlyStopped, 6)]
    public void The_best_epoch_on_validation_data_is_restored(int? patience, StopReason reason, int epochs)
    {
        var options = s_descent with { Validation = Proportional(1), Patience = patience };
        var result = Slope(0).Fit(Proportional(2), options, null, Stop);
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
        var options = s_descent with
        {
            Validation = Proportional(1),
            Criterion = (outputs, _) => Math.Abs(outputs[0, 0] - 1.45),
        };
        Assert.Equal(3, Slope(0).Fit(Proportional(2), options, null, Stop).BestEpoch);
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 4)]
    public void Of_equal_values_the_first_is_kept_or_the_last(bool keepLast, int best)
    {
        double[] values = [3, 1, 2, 1, 2, 2, 2, 2];
        var epoch = 0;
        var options = s_descent with
        {
            Validation = Proportional(1),
            Criterion = (_, _) => values[epoch++],
            Epochs = values.Length,
            Patience = 4,
            KeepLastOfTies = keepLast,
        };
        var result = Slope(0).Fit(Proportional(2), options, null, Stop);
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
        var options = s_descent with { Validation = Proportional(1) };
        var result = Slope(0).Fit(Proportional(2), options, progress, source.Token);
        Assert.Equal(StopReason.Cancelled, result.Reason);
        Assert.Equal(4, result.Epochs.Count);
        Assert.Equal(2, result.BestEpoch);
        Assert.Equal(1.155, result.Network.Parameters[0], 1e-6);
        Assert.Equal([1, 2, 3, 4], progress.Seen.Select(e => e.Number));
    }

    [Fact]
    public void Cancelling_before_the_start_returns_the_initial_network()
    {
        var start = Slope(0.25f);
        var result = start.Fit(Proportional(2), s_descent, null, new CancellationToken(canceled: true));
        Assert.Equal(StopReason.Cancelled, result.Reason);
        Assert.Empty(result.Epochs);
        Assert.Equal(0, result.Steps);
        Assert.Equal(start.Parameters, result.Network.Parameters);
    }

    [Fact]
    public void A_time_limit_of_nothing_ends_training_at_once()
    {
        var result = Slope(0).Fit(Proportional(2), s_descent with { TimeLimit = TimeSpan.Zero }, null, Stop);
        Assert.Equal(StopReason.TimeLimit, result.Reason);
        Assert.Empty(result.Epochs);
    }

    /// <summary>With α = 10 each step multiplies the distance from 2 by −69, until the squared error is beyond the largest float.</summary>
    [Fact]
    public void Diverging_says_the_step_and_keeps_the_last_good_weights()
    {
        var result = Slope(0).Fit(Proportional(2), s_descent with { LearningRate = 10, Epochs = 1000 }, null, Stop);
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
        var options = s_descent with { LearningRate = 10, Epochs = 1000, Validation = Proportional(2), Patience = null };
        var result = Slope(0).Fit(Proportional(2), options, null, Stop);
        Assert.Equal(StopReason.Diverged, result.Reason);
        Assert.Equal(1, result.BestEpoch);
        Assert.Equal(140f, result.Network.Parameters[0], 1e-3);
    }

    [Fact]
    public void A_limit_to_the_gradient_shortens_the_step_to_it()
    {
        // ∇R(0) = −14, so one step with the limit 2 and α = 0.05 goes 0.1 far; a limit of 100 changes nothing.
        var once = s_descent with { Epochs = 1 };
        Assert.Equal(0.1f, Slope(0).Fit(Proportional(2), once with { GradientClip = 2 }, null, Stop).Network.Parameters[0], 1e-6);
        Assert.Equal(0.7f, Slope(0).Fit(Proportional(2), once with { GradientClip = 100 }, null, Stop).Network.Parameters[0], 1e-6);
    }

    [Fact]
    public void A_weight_counts_as_so_many_copies_of_the_example()
    {
        var weighted = new Dataset(Matrix.From(new float[,] { { 1 }, { 2 }, { 3 } }), Matrix.Column<float>([1, 5, 2]), [1, 3, 2]);
        var copies = new Dataset(new float[,] { { 1 }, { 2 }, { 2 }, { 2 }, { 3 }, { 3 } }, 1, 5, 5, 5, 2, 2);
        var a = Slope(0).Fit(weighted, s_descent, null, Stop).Network.Parameters[0];
        var b = Slope(0).Fit(copies, s_descent, null, Stop).Network.Parameters[0];
        Assert.Equal(b, a, 1e-5);
    }

    [Fact]
    public void Training_does_not_change_the_network_it_begins_with()
    {
        var start = Slope(0.5f);
        var result = start.Fit(Proportional(2), s_descent, null, Stop);
        Assert.Equal(0.5f, start.Parameters[0]);
        Assert.NotEqual(0.5f, result.Network.Parameters[0]);
    }

    [Theory]
    [InlineData(BatchSampling.EpochShuffle)]
    [InlineData(BatchSampling.UniformSets)]
    public void The_same_seed_gives_the_same_bits_and_another_seed_does_not(BatchSampling sampling)
    {
        var random = new Random(1);
        var x = new Matrix<float>(50, 3);
        var y = new Matrix<float>(50, 1);
        foreach (ref var value in x.Span)
        {
            value = (float)random.NextDouble();
        }

        foreach (ref var value in y.Span)
        {
            value = (float)random.NextDouble();
        }

        float[] Train(ulong seed, int threads) => Network
            .Create(3, 5, new Dense(8, Activation.Tanh), new Dense(1))
            .Fit(
                new Dataset(x, y),
                new TrainingOptions { Loss = Loss.SquaredError, BatchSize = 8, Epochs = 5, Sampling = sampling, Seed = seed, Threads = threads },
                null,
                Stop)
            .Network.Parameters.ToArray();

        Assert.Equal(Train(1, 1), Train(1, 3));
        Assert.NotEqual(Train(1, 1), Train(2, 1));
    }

    [Fact]
    public void Training_through_a_step_is_refused_and_the_perceptron_rule_is_named()
    {
        Network[] networks =
        [
            Network.Create(1, 0, new Dense(2, Activation.Step), new Dense(1)),
            Network.Create(1, 0, new Dense(2), new Activate(Activation.Step), new Dense(1)),
            Network.Create(1, 0, new Residual(new Dense(1, Activation.Step)), new Dense(1)),
        ];
        foreach (var network in networks)
        {
            var e = Assert.Throws<ArgumentException>(() => network.Fit(Proportional(2), s_descent, null, Stop));
            Assert.Contains("derivative is zero", e.Message, StringComparison.Ordinal);
            Assert.Contains("perceptron rule", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Data_and_options_that_do_not_fit_are_refused()
    {
        Assert.Throws<DataException>(() => new Trainer(Slope(0), new Dataset(new float[,] { { 1, 2 } }, 1), s_descent));
        Assert.Throws<DataException>(() => new Trainer(Slope(0), Proportional(2), s_descent with { Loss = Loss.BinaryCrossEntropy }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Slope(0), Proportional(2), s_descent with { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Slope(0), Proportional(2), s_descent with { Epochs = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Slope(0), Proportional(2), s_descent with { LearningRate = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Slope(0), Proportional(2), s_descent with { GradientClip = 0 }));
        Assert.Throws<ArgumentNullException>(() => new Trainer(Slope(0), Proportional(2), s_descent with { Optimizer = null! }));
    }

    /// <summary>Where no epoch can be judged the first is given back, not the initial network; one that can be judged is better.</summary>
    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(double.PositiveInfinity, 3)]
    [InlineData(7.0, 3)]
    public void A_criterion_that_is_not_a_number_never_leaves_the_network_untrained(double later, int best)
    {
        var epoch = 0;
        var options = s_descent with
        {
            Validation = Proportional(1),
            Epochs = 4,
            Criterion = (_, _) => ++epoch < 3 ? double.NaN : later,
        };
        var result = Slope(0).Fit(Proportional(2), options, null, Stop);
        Assert.Equal(best, result.BestEpoch);
        Assert.NotEqual(0, result.Network.Parameters[0]);
    }

    /// <summary>f − y = −10¹⁰ and x = 10³⁰: the risk is 10²⁰, its gradient −2·10⁴⁰ is beyond the largest float.</summary>
    [Fact]
    public void A_gradient_that_is_not_finite_is_told_in_its_own_step()
    {
        var data = new Dataset(new float[,] { { 1e30f }, { 1e30f } }, 1e10f, 1e10f);
        var result = Slope(0).Fit(data, s_descent with { BatchSize = 1 }, null, Stop);
        Assert.Equal(1, result.DivergedAtStep);
        Assert.Equal(0, result.Network.Parameters[0]);
    }

    [Fact]
    public void Wherever_data_meet_a_network_what_does_not_fit_is_a_DataException()
    {
        var wide = new Dataset(new float[,] { { 1, 2 }, { 3, 4 } }, 1, 2);
        Assert.Throws<DataException>(() => EmpiricalRisk.Of(Slope(0), wide, Loss.SquaredError));
        Assert.Throws<DataException>(() => EmpiricalRisk.Of(Slope(0), Proportional(2), Loss.BinaryCrossEntropy));
        Assert.Throws<DataException>(() => GradientCheck.Of(Slope(0), wide, Loss.SquaredError, cancellation: Stop));
        Assert.Throws<DataException>(() => GradientNoise.Measure(Slope(0), wide, Loss.SquaredError, 1, 1, cancellation: Stop));
        Assert.Throws<DataException>(() => Trace.Of(Slope(0), [1, 2], [1], Loss.SquaredError, Stop));
    }

    /// <summary>f(x) = wx.</summary>
    private static Network Slope(float w) => Network.Create(1, 0, new Dense(1, bias: false)).With([w], []);

    /// <summary>y = slope·x at x = 1, 2, 3, 0: the mean of x² is 3.5.</summary>
    private static Dataset Proportional(float slope) =>
        new(new float[,] { { 1 }, { 2 }, { 3 }, { 0 } }, slope, 2 * slope, 3 * slope, 0);

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
