using Feedforward.Layers;

namespace Feedforward.Tests.Layers;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.5f)]
    [InlineData(0.9f)]
    public void Drops_its_share_and_scales_the_rest(float rate)
    {
        const int Rows = 300, Columns = 201;
        var h = Masks(rate, Rows, Columns, seed: 1, step: 1);
        var kept = h.Count(v => v != 0);
        Assert.All(h, v => Assert.True(v == 0 || v == 1 / (1 - rate)));

        // Five standard deviations of a binomial count.
        Assert.InRange(kept - ((1 - rate) * h.Length), -5 * Math.Sqrt(rate * (1 - rate) * h.Length), 5 * Math.Sqrt(rate * (1 - rate) * h.Length));
    }

    [Fact]
    public void Prediction_changes_nothing()
    {
        var x = Numbers.Normal(7, 5, 1);
        Numbers.SameBits(x.Span, Network.Create(5, 0, new Dropout(0.5f)).Forward(x).Span);
    }

    [Fact]
    public void A_rate_of_0_changes_nothing() => Assert.All(Masks(0, 10, 3, 1, 1), v => Assert.Equal(1, v));

    [Fact]
    public void The_mask_depends_on_seed_and_step_and_layer_alone()
    {
        var mask = Masks(0.5f, 20, 9, seed: 5, step: 3);
        Assert.Equal(mask, Masks(0.5f, 20, 9, seed: 5, step: 3));
        Assert.NotEqual(mask, Masks(0.5f, 20, 9, seed: 6, step: 3));
        Assert.NotEqual(mask, Masks(0.5f, 20, 9, seed: 5, step: 4));

        // Two layers in a row with one mask would keep half; with masks of their own they keep a quarter.
        var both = Masks(0.5f, 100, 99, 1, 1, layers: 2);
        Assert.InRange(both.Count(v => v != 0) / (double)both.Length, 0.22, 0.28);
    }

    [Fact]
    public void The_gradient_passes_where_the_input_did()
    {
        var workspace = new Workspace<float>(Network.Create(9, 0, new Dropout(0.3f)), 20);
        workspace.Settings.IsTraining = true;
        var x = Numbers.Normal(20, 9, 1);
        var h = workspace.Forward(x).Span.ToArray();
        workspace.OutputDelta.Span.Fill(2);
        var inputDelta = new Matrix<float>(20, 9);
        workspace.Backward(inputDelta);
        for (var i = 0; i < h.Length; i++)
        {
            Assert.Equal(h[i] == 0 ? 0 : 2 / (1 - 0.3f), inputDelta.Span[i], 1e-6f);
        }
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(-0.1f)]
    [InlineData(float.NaN)]
    public void A_rate_out_of_range_is_refused(float rate) => Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(rate));

    private static float[] Masks(float rate, int rows, int columns, ulong seed, long step, int layers = 1)
    {
        var network = Network.Create(columns, 0, [.. Enumerable.Repeat(new Dropout(rate), layers)]);
        var workspace = new Workspace<float>(network, rows);
        workspace.Settings.IsTraining = true;
        workspace.Settings.Seed = seed;
        workspace.Settings.Step = step;
        var x = new Matrix<float>(rows, columns);
        x.Span.Fill(1);
        return workspace.Forward(x).Span.ToArray();
    }
}
