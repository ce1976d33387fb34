using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class CircleTests
{
    [Fact]
    public void Agrees_with_the_platform()
    {
        for (var i = -4000; i <= 4000; i++)
        {
            var (cos, sin) = Circle.At(i / 1537.0);
            Assert.Equal(Math.Cos(2 * Math.PI * i / 1537), cos, 5e-15);
            Assert.Equal(Math.Sin(2 * Math.PI * i / 1537), sin, 5e-15);
        }
    }

    [Fact]
    public void Whole_quarters_are_exact()
    {
        Assert.Equal((1, 0), Circle.At(0));
        Assert.Equal((0, 1), Circle.At(0.25));
        Assert.Equal((-1, 0), Circle.At(-0.5));
        Assert.Equal((0, -1), Circle.At(1.75));
        Assert.Equal((1, 0), Circle.At(-3));
    }

    [Fact]
    public void An_eighth_of_a_turn_has_equal_parts()
    {
        var (cos, sin) = Circle.At(0.125);
        Assert.Equal(Math.Sqrt(0.5), cos, 1e-15);
        Assert.Equal(Math.Sqrt(0.5), sin, 1e-15);
    }
}
