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
        var trace = Trace.Of(s_network, [1, 0], [1], Loss.BinaryCrossEntropy, TestContext.Current.CancellationToken);

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
        var trace = Trace.Of(s_network, [1, 0], [1], Loss.BinaryCrossEntropy, TestContext.Current.CancellationToken);

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

        var trace = Trace.Of(network, x, [0.5f], Loss.SquaredError, TestContext.Current.CancellationToken);

        Assert.All(trace.Layers, layer => Assert.Equal(layer.Output, layer.Neurons.Select(n => n.Output)));
        Assert.Equal(network.Forward(Matrix.Row<float>(x)).Span.ToArray(), trace.Output);
    }

    /// <summary>As in prediction: dropout passes all, batch normalisation uses its running statistics, and inner layers are followed.</summary>
    [Fact]
    public void Layers_of_every_kind_are_followed_into_their_branches()
    {
        var network = Network.Create(
            3,
            seed: 5,
            new Dense(4, Activation.Tanh),
            new Dropout(0.5f),
            new BatchNormalization(),
            new Residual(new Dense(6, Activation.Gelu), new Residual(new Dense(6)), new Dense(4)),
            new LayerNormalization(),
            new Dense(1));
        network = network.With(network.Parameters, [.1f, .2f, -.3f, 0, 1, 2, .5f, 3]);
        float[] x = [.3f, -1.2f, .7f];

        var trace = Trace.Of(network, x, [0.5f], Loss.SquaredError, TestContext.Current.CancellationToken);

        Assert.Equal(network.Forward(Matrix.Row<float>(x)).Span.ToArray(), trace.Output);
        Assert.Equal(trace.Layers[1].Input, trace.Layers[1].Output);
        Assert.Equal((trace.Layers[2].Input[1] - .2) / Math.Sqrt(2 + 1e-5), trace.Layers[2].Output[1], 1e-6);
        var branch = trace.Layers[3].Children;
        Assert.Equal([6, 0, 4], branch.Select(layer => layer.Neurons.Count));
        Assert.Equal(6, Assert.Single(branch[1].Children).Neurons.Count);
        Assert.Equal(branch[^1].Output.Zip(trace.Layers[3].Input, (f, h) => h + f), trace.Layers[3].Output);
        Assert.All(branch.Where(layer => layer.Neurons.Count > 0), layer => Assert.Equal(layer.Output, layer.Neurons.Select(n => n.Output)));

        // ∂ℓ/∂b of an inner neuron is its δ.
        foreach (var (layer, name) in new[] { (branch[0], "3.0.bias"), (branch[1].Children[0], "3.1.0.bias"), (branch[2], "3.2.bias") })
        {
            var biases = trace.Layers[3].Gradients.Where(g => g.Block.Name == name).ToList();
            Assert.Equal(layer.Neurons.Count, biases.Count);
            Assert.All(biases, g => Assert.Equal(g.FiniteDifference, layer.Neurons[g.Column].Delta, 1e-5));
            Assert.Subset(layer.Gradients.ToHashSet(), biases.ToHashSet());
        }

        Assert.Equal(network.ParameterCount, trace.Layers.Sum(layer => layer.Gradients.Count));
    }

    /// <summary>Each member of an ensemble is followed with its own part of the inputs, bit by bit as the layer computes it.</summary>
    [Fact]
    public void Neurons_of_members_see_their_own_inputs()
    {
        var network = Network.Create(2, seed: 8, new Dense(6, Activation.Tanh), new EnsembleDense(3, 2), new Dense(1));
        var trace = Trace.Of(network, [.4f, -.7f], [1], Loss.BinaryCrossEntropy, TestContext.Current.CancellationToken);

        var ensemble = trace.Layers[1];
        Assert.Equal([0, 0, 2, 2, 4, 4], ensemble.Neurons.Select(neuron => neuron.FirstInput));
        Assert.Equal(ensemble.Output, ensemble.Neurons.Select(neuron => neuron.Output));
        var biases = ensemble.Gradients.Where(gradient => gradient.Block.Name == "1.bias");
        Assert.All(biases, gradient => Assert.Equal(gradient.FiniteDifference, ensemble.Neurons[gradient.Column].Delta, 1e-6));
    }

    [Fact]
    public void Only_chosen_parameters_are_compared()
    {
        var trace = Trace.Of(s_network, [1, 0], [1], Loss.BinaryCrossEntropy, (block, place) => block.Name == "0.weight" && place % block.Columns == 1, TestContext.Current.CancellationToken);

        var all = Trace.Of(s_network, [1, 0], [1], Loss.BinaryCrossEntropy, TestContext.Current.CancellationToken);
        Assert.Equal(all.Layers[0].Gradients.Where(gradient => gradient.Block.Kind == ParameterKind.Weight && gradient.Column == 1), trace.Layers[0].Gradients);
        Assert.Empty(trace.Layers[1].Gradients);
        Assert.Equal(all.Loss, trace.Loss);
    }
}
