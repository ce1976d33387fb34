using Feedforward.Activations;
using Feedforward.Initializers;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>Training: gradient descent in closed form, weights, seeds, and what is refused.</summary>
public sealed class TrainerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// R(w) = mean of (wx − 2x)² = m(w − 2)² with m = mean x² = 3.5: θ ← θ − α∇R shrinks the distance from 2 by the factor
    /// 1 − 2αm in every step, and the risk before step t is m·4·(1 − 2αm)^(2(t−1)) from w = 0.
    /// </summary>
    [Fact]
    public void Gradient_descent_on_a_parabola_follows_the_closed_form()
    {
        const double α = 0.05, m = 3.5;
        var result = Parabola.Slope(0).Fit(Parabola.Data(2), Parabola.Descent, null, Stop);
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
        var options = Parabola.Descent with { LearningRate = 0.1, Epochs = 15 };
        var θ = start.Fit(data, options, null, Stop).Network.Parameters;
        Assert.Equal(3 - (3 * Math.Pow(0.6, 15)), θ[0], 1e-5);
        Assert.Equal(-1 + Math.Pow(0.9, 15), θ[1], 1e-6);
    }

    [Fact]
    public void A_limit_to_the_gradient_shortens_the_step_to_it()
    {
        // ∇R(0) = −14, so one step with the limit 2 and α = 0.05 goes 0.1 far; a limit of 100 changes nothing.
        var once = Parabola.Descent with { Epochs = 1 };
        Assert.Equal(0.1f, Parabola.Slope(0).Fit(Parabola.Data(2), once with { GradientClip = 2 }, null, Stop).Network.Parameters[0], 1e-6);
        Assert.Equal(0.7f, Parabola.Slope(0).Fit(Parabola.Data(2), once with { GradientClip = 100 }, null, Stop).Network.Parameters[0], 1e-6);
    }

    [Fact]
    public void A_weight_counts_as_so_many_copies_of_the_example()
    {
        var weighted = new Dataset(Matrix.From(new float[,] { { 1 }, { 2 }, { 3 } }), Matrix.Column<float>([1, 5, 2]), [1, 3, 2]);
        var copies = new Dataset(new float[,] { { 1 }, { 2 }, { 2 }, { 2 }, { 3 }, { 3 } }, 1, 5, 5, 5, 2, 2);
        var a = Parabola.Slope(0).Fit(weighted, Parabola.Descent, null, Stop).Network.Parameters[0];
        var b = Parabola.Slope(0).Fit(copies, Parabola.Descent, null, Stop).Network.Parameters[0];
        Assert.Equal(b, a, 1e-5);
    }

    [Fact]
    public void Training_does_not_change_the_network_it_begins_with()
    {
        var start = Parabola.Slope(0.5f);
        var result = start.Fit(Parabola.Data(2), Parabola.Descent, null, Stop);
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
            var e = Assert.Throws<ArgumentException>(() => network.Fit(Parabola.Data(2), Parabola.Descent, null, Stop));
            Assert.Contains("derivative is zero", e.Message, StringComparison.Ordinal);
            Assert.Contains("perceptron rule", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Data_and_options_that_do_not_fit_are_refused()
    {
        Assert.Throws<DataException>(() => new Trainer(Parabola.Slope(0), new Dataset(new float[,] { { 1, 2 } }, 1), Parabola.Descent));
        Assert.Throws<DataException>(() => new Trainer(Parabola.Slope(0), Parabola.Data(2), Parabola.Descent with { Loss = Loss.BinaryCrossEntropy }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Parabola.Slope(0), Parabola.Data(2), Parabola.Descent with { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Parabola.Slope(0), Parabola.Data(2), Parabola.Descent with { Epochs = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Parabola.Slope(0), Parabola.Data(2), Parabola.Descent with { LearningRate = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Trainer(Parabola.Slope(0), Parabola.Data(2), Parabola.Descent with { GradientClip = 0 }));
        Assert.Throws<ArgumentNullException>(() => new Trainer(Parabola.Slope(0), Parabola.Data(2), Parabola.Descent with { Optimizer = null! }));
    }

    [Fact]
    public void Wherever_data_meet_a_network_what_does_not_fit_is_a_DataException()
    {
        var wide = new Dataset(new float[,] { { 1, 2 }, { 3, 4 } }, 1, 2);
        Assert.Throws<DataException>(() => EmpiricalRisk.Of(Parabola.Slope(0), wide, Loss.SquaredError));
        Assert.Throws<DataException>(() => EmpiricalRisk.Of(Parabola.Slope(0), Parabola.Data(2), Loss.BinaryCrossEntropy));
        Assert.Throws<DataException>(() => GradientCheck.Of(Parabola.Slope(0), wide, Loss.SquaredError, cancellation: Stop));
        Assert.Throws<DataException>(() => GradientNoise.Measure(Parabola.Slope(0), wide, Loss.SquaredError, 1, 1, cancellation: Stop));
        Assert.Throws<DataException>(() => Trace.Of(Parabola.Slope(0), [1, 2], [1], Loss.SquaredError, Stop));
    }
}
