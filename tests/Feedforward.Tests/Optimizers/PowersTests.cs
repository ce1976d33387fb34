using Feedforward.Optimizers;

namespace Feedforward.Tests.Optimizers;

public sealed class PowersTests
{
    [Theory]
    [InlineData(0.9, 0)]
    [InlineData(0.9, 1)]
    [InlineData(0.999, 12345)]
    [InlineData(0.5, 10)]
    public void Are_those_of_the_platform_to_its_precision(double x, long n) =>
        Numbers.Close(Math.Pow(x, n), Powers.Of(x, n), 1e-12, floor: 1e-300);
}
