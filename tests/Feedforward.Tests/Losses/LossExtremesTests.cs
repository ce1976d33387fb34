using Feedforward.Losses;

namespace Feedforward.Tests.Losses;

/// <summary>Cross entropy works on logits, so it neither overflows nor loses digits far out.</summary>
public sealed class LossExtremesTests
{
    [Theory]
    [InlineData(1000f, 1f, 0.0, 0f)]
    [InlineData(1000f, 0f, 1000.0, 1f)]
    [InlineData(-1000f, 1f, 1000.0, -1f)]
    [InlineData(-1000f, 0f, 0.0, 0f)]
    [InlineData(20f, 1f, 2.0611536e-9, -2.0611537e-9f)]
    public void Binary(float f, float y, double risk, float slope)
    {
        var δ = new Matrix<float>(1, 1);
        Numbers.Close(risk, Loss.BinaryCrossEntropy.Risk<float>(new([f], 1, 1), new([y], 1, 1), default, δ), 1e-7, floor: 1e-12);

        // p − y near y cannot be better than the last place of 1.
        Assert.Equal(slope, δ[0, 0], 6e-8f);
    }

    [Theory]
    [InlineData(0, 2000.0)]
    [InlineData(1, 0.0)]
    [InlineData(2, 1000.0)]
    public void Softmax(int y, double risk)
    {
        var δ = new Matrix<float>(1, 3);
        Assert.Equal(risk, Loss.SoftmaxCrossEntropy.Risk<float>(new([-1000, 1000, 0], 1, 3), new([y], 1, 1), default, δ));
        Assert.Equal(y == 0 ? -1 : 0, δ[0, 0]);
        Assert.Equal(y == 1 ? 0 : 1, δ[0, 1]);
        Assert.Equal(y == 2 ? -1 : 0, δ[0, 2]);
    }

    [Fact]
    public void Softmax_predicts_certainty()
    {
        var p = new Matrix<float>([1000, -1000, 0, -1000, -1000, -1000], 2, 3);
        Loss.SoftmaxCrossEntropy.Predict(p);
        Assert.Equal([1, 0, 0, 1 / 3f, 1 / 3f, 1 / 3f], p.Span.ToArray());
    }

    [Theory]
    [InlineData(1000f, 1f)]
    [InlineData(-1000f, 0f)]
    public void Binary_predicts_certainty(float f, float expected)
    {
        var p = new Matrix<float>([f], 1, 1);
        Loss.BinaryCrossEntropy.Predict(p);
        Assert.Equal(expected, p[0, 0]);
    }

    [Theory]
    [InlineData("squared-error", 1e6)]
    [InlineData("absolute-error", 1000.0)]
    [InlineData("huber", 999.5)]
    public void Regression(string name, double expected)
    {
        foreach (var f in new[] { -1000f, 1000f })
        {
            Assert.Equal(expected, Loss.Named(name).Risk<float>(new([f], 1, 1), new([0], 1, 1), default, default));
        }
    }

    [Fact]
    public void Poisson_is_finite_for_a_rate_of_nearly_0() =>
        Assert.Equal(2000, Loss.PoissonLikelihood.Risk<float>(new([-1000], 1, 1), new([2], 1, 1), default, default));

    [Fact]
    public void A_rate_too_large_is_infinite_and_so_seen_as_divergence() =>
        Assert.Equal(double.PositiveInfinity, Loss.PoissonLikelihood.Risk<float>(new([1000], 1, 1), new([2], 1, 1), default, default));
}
