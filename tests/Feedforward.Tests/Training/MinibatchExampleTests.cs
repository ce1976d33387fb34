using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Randomness;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>Example by example a minibatch comes to the gradient that training takes at once.</summary>
public sealed class MinibatchExampleTests
{
    [Fact]
    public void One_linear_neuron_by_hand()
    {
        // f = 2x, ℓ = (f − y)²: at (1, 0) the loss is 4 and ∂ℓ/∂w = 4; at (2, 5) they are 1 and −4, so that the mean over both is 0.
        var network = Network.Create(1, 0, new Dense(1, bias: false)).With([2], []);
        var data = new Dataset(new float[,] { { 1 }, { 2 } }, 0, 5);
        var examples = MinibatchExample.Of(network, data, Loss.SquaredError, [0, 1]);
        var scale = examples[0].Loss / 4;
        Assert.Equal([0, 1], examples.Select(example => example.Example));
        Assert.Equal(scale, examples[1].Loss, 1e-6);
        Assert.Equal(4 * scale, examples[0].GradientLength, 1e-6);
        Assert.Equal(4 * scale, examples[1].GradientLength, 1e-6);
        Assert.Equal(4 * scale, examples[0].MeanGradientLength, 1e-6);
        Assert.Equal(0, examples[1].MeanGradientLength, 1e-6);
    }

    [Fact]
    public void The_mean_over_all_is_the_gradient_of_the_batch()
    {
        var random = new RandomStream(5, RandomPurpose.Experiment, 0);
        var inputs = new Matrix<float>(12, 3);
        var targets = new Matrix<float>(12, 1);
        for (var i = 0; i < 12; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                inputs[i, j] = random.Uniform((4 * i) + j) - 0.5f;
            }

            targets[i, 0] = i % 2;
        }

        var data = new Dataset(inputs, targets);
        var network = Network.Create(3, 1, new Dense(5, Activation.Tanh), new Dense(1));
        int[] batch = [3, 0, 7, 11];
        var workspace = new Workspace<float>(network, batch.Length);
        var gradient = GradientNoise.Gradient(workspace, data, Loss.BinaryCrossEntropy, batch).ToArray();
        var length = Math.Sqrt(gradient.Sum(value => (double)value * value));
        Assert.Equal(length, MinibatchExample.Of(network, data, Loss.BinaryCrossEntropy, batch)[^1].MeanGradientLength, 1e-6);
    }
}
