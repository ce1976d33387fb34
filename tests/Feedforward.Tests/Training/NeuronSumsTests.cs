using Feedforward.Activations;
using Feedforward.Experiments;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

public sealed class NeuronSumsTests
{
    /// <summary>The second hidden neuron: a = 0.3·1 + 0.8·0 − 0.2; back comes −0.6·(−0.4534), and σ′ = h(1 − h) with h = 0.5250.</summary>
    [Fact]
    public void The_terms_are_those_worked_by_hand()
    {
        var trace = WorkedExample.Trace;
        var sums = NeuronSums.Of(trace.Layers[0], 1, trace.Layers[1]);

        Assert.Equal([1f, 0f], sums.Inputs);
        Assert.Equal([.3f, 0f], sums.Terms);
        Assert.Equal(.5250 * (1 - .5250), sums.Slope, 1e-4);
        Assert.Equal([0], sums.NextNeurons);
        Assert.Equal([-.6f], sums.NextWeights);
        Assert.Equal(.6 * .4534, sums.NextTerms[0], 1e-4);
        Assert.Equal(sums.NextTerms[0], sums.OutputDelta);
        Assert.Equal([-.6f * trace.Layers[1].Neurons[0].Delta], sums.NextTerms);
        Assert.Throws<ArgumentOutOfRangeException>(() => NeuronSums.Of(trace.Layers[0], 2, null));
    }

    /// <summary>a = b + Σ terms, ∂ℓ/∂h = Σ of the terms behind, δ = ∂ℓ/∂h · σ′(a), ∇W = xᵀδ: for every neuron of a random network.</summary>
    [Fact]
    public void The_sums_are_the_numbers_of_the_trace()
    {
        var network = Network.Create(4, seed: 11, new Dense(7, Activation.Gelu), new Dense(5, Activation.Softplus), new Dense(3));
        var trace = Trace.Of(network, [.3f, -1.2f, .7f, 2], [2], Loss.SoftmaxCrossEntropy, TestContext.Current.CancellationToken);

        for (var i = 0; i < 3; i++)
        {
            var (layer, next) = (trace.Layers[i], i < 2 ? trace.Layers[i + 1] : null);
            foreach (var neuron in layer.Neurons)
            {
                var sums = NeuronSums.Of(layer, neuron.Index, next);
                Assert.Equal(neuron.Preactivation, neuron.Bias + sums.Terms.Sum(term => (double)term), 1e-5);
                Assert.Equal(neuron.Delta, sums.OutputDelta!.Value * sums.Slope, 1e-6);
                Assert.Equal(next is null ? 0 : next.Neurons.Count, sums.NextTerms.Length);
                if (next is not null)
                {
                    Assert.Equal(sums.OutputDelta.Value, sums.NextTerms.Sum(term => (double)term), 1e-6);
                }

                for (var row = 0; row < layer.Input.Length; row++)
                {
                    Assert.Equal(layer.Input[row] * neuron.Delta, layer.WeightGradient[row, neuron.Index], 1e-7f);
                }
            }
        }
    }
}
