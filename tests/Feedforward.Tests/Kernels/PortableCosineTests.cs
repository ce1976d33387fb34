using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

public sealed class PortableCosineTests
{
    [Fact]
    public void Is_the_platforms_cosine_to_its_precision()
    {
        for (var i = -2000; i <= 2000; i++)
        {
            var t = i / 997.0;
            Assert.Equal(Math.Cos(Math.PI * t), PortableCosine.OfPi(t), 1e-15);
        }
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(0.5, 0.0)]
    [InlineData(1.0, -1.0)]
    [InlineData(-1.5, 0.0)]
    [InlineData(2.0, 1.0)]
    public void Is_exact_at_multiples_of_a_quarter_turn(double t, double expected) => Assert.Equal(expected, PortableCosine.OfPi(t));
}
