using Feedforward.Layers;
using Feedforward.Penalties;

namespace Feedforward.Tests.Penalties;

public sealed class PenaltyTests
{
    private static readonly Network s_network = Network.Create(2, 0, new Dense(2), new LayerNormalization(), new Dense(1, bias: false));

    private static readonly float[] s_parameters = [1, -2, 3, 0, 5, 6, 7, 8, 9, 10, -4, 0.5f];

    /// <summary>The weights are 1, −2, 3, 0, −4 and ½; the rest are biases and scales.</summary>
    [Fact]
    public void L1_is_the_sum_of_magnitudes_of_weights()
    {
        var g = Enumerable.Repeat(1f, 12).ToArray();
        Assert.Equal(0.5 * 10.5, Penalty.L1(0.5).Add<float>(s_network.Blocks, s_parameters, g));
        Assert.Equal([1.5f, 0.5f, 1.5f, 1, 1, 1, 1, 1, 1, 1, 0.5f, 1.5f], g);
    }

    [Fact]
    public void L2_is_half_the_sum_of_squares_of_weights()
    {
        var g = Enumerable.Repeat(1f, 12).ToArray();
        Assert.Equal(0.5 * 0.5 * 30.25, Penalty.L2(0.5).Add<float>(s_network.Blocks, s_parameters, g));
        Assert.Equal([1.5f, 0, 2.5f, 1, 1, 1, 1, 1, 1, 1, -1, 1.25f], g);
    }

    [Fact]
    public void The_value_can_be_had_alone_and_in_double_precision()
    {
        var wide = Array.ConvertAll(s_parameters, v => (double)v);
        var g = new double[12];
        Assert.Equal(5.25, Penalty.L1(0.5).Add<float>(s_network.Blocks, s_parameters, default));
        Assert.Equal(5.25, Penalty.L1(0.5).Add<double>(s_network.Blocks, wide, default));
        Assert.Equal(7.5625, Penalty.L2(0.5).Add<double>(s_network.Blocks, wide, g));
        Assert.Equal([0.5, -1, 1.5, 0, 0, 0, 0, 0, 0, 0, -2, 0.25], g);
    }

    [Fact]
    public void A_strength_below_0_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Penalty.L1(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Penalty.L2(double.NaN));
    }
}
