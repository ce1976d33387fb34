using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

public sealed class TraceTests
{
    /// <summary>2-2-1, sigmoid, W1 = [[.5, −.4], [.3, .8]] (rows are hidden units), b1 = [.1, −.2], w2 = [.7, −.6], b2 = .05.</summary>
    private static readonly Network s_network = Network
        .Create(2, seed: 0, new Dense(2, Activation.Sigmoid), new Dense(1))
        .With([.5f, .3f, -.4f, .8f, .1f, -.2f, .7f, -.6f, .05f], []);

    /// <summary>Every number was worked by hand (sums and logistic functions to 4 digits, the one gradient to 8).</summary>
    [Fact]
    public void Numbers_are_those_worked_by_hand()
    {
        var trace = Trace.Of(s_network, [1, 0], [1], Loss.BinaryCrossEntropy);

        Assert.Equal([.6457f, .5250f], trace.Layers[0].Neurons.Select(n => n.Output), (a, b) => Math.Abs(a - b) < 5e-5);
        Assert.Equal(.5466f, trace.Prediction[0], 4);
        Assert.Equal(.6040, trace.Loss, 4);
        Assert.Equal(-.4534f, trace.Layers[1].Neurons[0].Delta, 4);
        Assert.Equal([-.0726f, .0678f], trace.Layers[0].Neurons.Select(n => n.Delta), (a, b) => Math.Abs(a - b) < 5e-5);
        Assert.Equal(-.07261038, trace.Layers[0].Gradients[0].Exact, 8);
        Assert.Equal(-.07261038f, trace.Layers[0].Gradients[0].Backpropagated, 7);
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        var trace = Trace.Of(s_network, [1, 0], [1], Loss.BinaryCrossEntropy);

        var gradients = trace.Layers.SelectMany(l => l.Gradients).ToList();
        Assert.Equal(9, gradients.Count);
        Assert.All(gradients, g => Assert.Equal(g.FiniteDifference, g.Exact, 9));
    }

    [Fact]
    public void One_step_of_gradient_descent_gives_the_loss_worked_by_hand()
    {
        var data = new Dataset(new float[,] { { 1, 0 } }, 1);
        var options = new TrainingOptions
        {
            Loss = Loss.BinaryCrossEntropy,
            Optimizer = Optimizer.GradientDescent(),
            LearningRate = .5,
            Epochs = 1,
        };

        var result = s_network.Fit(data, options, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(.4401, EmpiricalRisk.Of(result.Network, data, Loss.BinaryCrossEntropy), 4);
    }

    [Fact]
    public void Neuron_by_neuron_and_in_matrices_give_the_same_bits()
    {
        var network = Network.Create(
            7, seed: 3, new Dense(33, Activation.Gelu), new Dense(19, Activation.Tanh), new Dense(5, Activation.Mish), new Dense(1));
        float[] x = [.3f, -1.2f, .7f, 2.5f, -.01f, 0f, 1f];

        var trace = Trace.Of(network, x, [0.5f], Loss.SquaredError);

        Assert.All(trace.Layers, layer => Assert.Equal(layer.Output, layer.Neurons.Select(n => n.Output)));
        Assert.Equal(network.Forward(Matrix.Row<float>(x)).Span.ToArray(), trace.Output);
    }
}
