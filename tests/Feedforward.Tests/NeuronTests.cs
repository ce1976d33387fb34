using Feedforward.Activations;

namespace Feedforward.Tests;

/// <summary>φ(x) = σ(wᵀx + b) with numbers worked by hand.</summary>
public sealed class NeuronTests
{
    [Fact]
    public void The_preactivation_is_the_weighted_sum_plus_bias()
    {
        // 2·3 − 1·0.5 + 0.25·4 − 1.5 = 5
        var neuron = new Neuron([2, -1, 0.25f], -1.5f, Activation.Identity);
        Assert.Equal(5f, neuron.Preactivation([3, 0.5f, 4]));
    }

    /// <summary>x = (1, 2), w = (0.5, −1), b = 0.25, so a = −1.25. The last digits are mpmath's.</summary>
    [Theory]
    [InlineData("identity", -1.25)]
    [InlineData("step", 0)]
    [InlineData("relu", 0)]
    [InlineData("leaky-relu", -0.0125)]
    [InlineData("sigmoid", 0.22270013882530884)]
    [InlineData("tanh", -0.84828363995751288)]
    public void The_output_is_the_activation_of_it(string activation, double expected)
    {
        var neuron = new Neuron([0.5f, -1], 0.25f, Activation.Named(activation));
        Assert.Equal(expected, neuron.Output([1, 2]), 6);
    }

    [Fact]
    public void A_threshold_unit_fires_above_zero_only()
    {
        var neuron = new Neuron([1, 1], -1, Activation.Step);
        Assert.Equal(0, neuron.Output([0, 1]));
        Assert.Equal(1, neuron.Output([1, 1]));
    }

    [Fact]
    public void Another_number_of_inputs_is_refused()
    {
        var neuron = new Neuron([1, 1], 0, Activation.Identity);
        var e = Assert.Throws<ArgumentException>(() => neuron.Output([1, 2, 3]));
        Assert.Contains("2 weights", e.Message, StringComparison.Ordinal);
    }
}
