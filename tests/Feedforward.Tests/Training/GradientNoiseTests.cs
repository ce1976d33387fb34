using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

public sealed class GradientNoiseTests
{
    private static readonly Network s_network = Network.Create(1, 4, new Dense(3, Activation.Tanh), new Dense(1));

    private static readonly Dataset s_data =
        new(new float[,] { { -1 }, { -0.5f }, { 0.2f }, { 0.7f }, { 1.5f } }, 2, -1, 0.5f, 1, -2);

    /// <summary>What is predicted is the mean over all S-sets, each taken once: (5 over S) of them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void The_prediction_is_the_mean_over_all_sets(int size)
    {
        var whole = Gradient([0, 1, 2, 3, 4]);
        var distances = new List<double>();
        for (var mask = 0; mask < 32; mask++)
        {
            if (int.PopCount(mask) == size)
            {
                int[] set = [.. Enumerable.Range(0, 5).Where(i => (mask >> i & 1) == 1)];
                distances.Add(Gradient(set).Zip(whole, (a, b) => ((double)a - b) * (a - b)).Sum());
            }
        }

        var noise = GradientNoise.Measure(s_network, s_data, Loss.SquaredError, size, 1, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(distances.Average(), noise.Predicted, 1e-5 * noise.PopulationVariance);
        Assert.Equal(5, noise.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_measured_comes_near_the_prediction(int size)
    {
        var noise = GradientNoise.Measure(s_network, s_data, Loss.SquaredError, size, 20_000, 3, TestContext.Current.CancellationToken);
        Assert.Equal(1, noise.Variance / noise.Predicted, 0.03);
        Assert.Equal(20_000, noise.Draws);
    }

    [Fact]
    public void Sizes_outside_the_data_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Measure(6));

        static GradientNoise Measure(int size) => GradientNoise.Measure(
            s_network, s_data, Loss.SquaredError, size, 1, cancellation: TestContext.Current.CancellationToken);
    }

    private static float[] Gradient(int[] set)
    {
        var workspace = new Workspace<float>(s_network, set.Length);
        var outputs = workspace.Forward(s_data.Inputs.Select(set));
        Loss.SquaredError.Risk(outputs, s_data.Targets.Select(set), default, workspace.OutputDelta);
        workspace.Backward();
        return workspace.Gradient.ToArray();
    }
}
