using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Tests.Layers;

/// <summary>Scale, parametric activation, category embedding and concatenation by hand-worked numbers.</summary>
public sealed class TableLayerTests
{
    [Fact]
    public void Scale_begins_with_1_and_multiplies_each_feature()
    {
        var network = Network.Create(3, 1, new Scale());
        Assert.Equal([2, -3, 5], network.Forward(new Matrix<float>([2, -3, 5], 1, 3)).Span.ToArray());
        Assert.Equal([1, 6, 2.5f], network.With([0.5f, -2, 0.5f], []).Forward(new Matrix<float>([2, -3, 5], 1, 3)).Span.ToArray());
    }

    [Fact]
    public void Shift_begins_with_0_and_is_added_to_each_feature()
    {
        var network = Network.Create(3, 1, new Shift());
        var x = new Matrix<float>([2, -3, 5, 1, 1, 1], 2, 3);
        Assert.Equal([2, -3, 5, 1, 1, 1], network.Forward(x).Span.ToArray());
        Assert.Equal([2.5f, -5, 5.25f, 1.5f, -1, 1.25f], network.With([0.5f, -2, 0.25f], []).Forward(x).Span.ToArray());
    }

    /// <summary>With α = 1 it is σ, with α = 0 the identity, with α = ½ half-way between.</summary>
    [Fact]
    public void Parametric_activation_lies_between_identity_and_its_activation()
    {
        var network = Network.Create(3, 1, new ParametricActivation(Activation.Relu));
        Assert.Equal([0, 0, 0], network.Forward(new Matrix<float>([-4, -4, -4], 1, 3)).Span.ToArray());
        Assert.Equal([0, -4, -2], network.With([1, 0, 0.5f], []).Forward(new Matrix<float>([-4, -4, -4], 1, 3)).Span.ToArray());
        Assert.Equal([4, 4, 4], network.With([1, 0, 0.5f], []).Forward(new Matrix<float>([4, 4, 4], 1, 3)).Span.ToArray());
    }

    [Fact]
    public void A_category_takes_its_row_and_what_is_none_the_first()
    {
        var network = Network.Create(1, 1, new CategoryEmbedding(3, 2)).With([1, 2, 3, 4, 5, 6], []);
        var x = new Matrix<float>([2, 0, 1, 3, -1, float.NaN, 1e30f], 7, 1);
        Assert.Equal([5, 6, 1, 2, 3, 4, 1, 2, 1, 2, 1, 2, 1, 2], network.Forward(x).Span.ToArray());
    }

    /// <summary>Two members: each has the embedding of its own and a copy of the feature that is handed on.</summary>
    [Fact]
    public void Branches_stand_side_by_side_for_each_member()
    {
        var layer = new Concatenation(2, new Branch(1, 1, new CategoryEmbedding(2, 1, 2)), new Branch(0, 1));
        var network = Network.Create(2, 1, layer).With([10, 20, 11, 21], []);
        Assert.Equal([11, 7, 21, 7], network.Forward(new Matrix<float>([7, 1], 1, 2)).Span.ToArray());
    }

    [Fact]
    public void Branches_that_leave_out_or_share_a_feature_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Concatenation(1, new Branch(1, 2)));
        Assert.Throws<ArgumentException>(() => new Concatenation(1, new Branch(0, 2), new Branch(1, 1)));
        Assert.Throws<ArgumentException>(() => Network.Create(4, 1, new Concatenation(1, new Branch(0, 3))));
    }

    [Fact]
    public void Rates_and_decay_of_the_neural_tangent_form_follow_the_number_of_inputs()
    {
        var network = Network.Create(16, 1, new EnsembleDense(1, 3, Parametrization.NeuralTangent));
        Assert.Equal([0.25, 0.1], network.Blocks.Select(block => block.RateFactor));
        Assert.Equal([4.0, 0.0], network.Blocks.Select(block => block.DecayFactor));
    }
}
