using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class CirclesTests
{
    [Fact]
    public void The_radius_tells_the_class()
    {
        var set = new Circles().Generate(13, 2000);
        var radius = Enumerable.Range(0, set.Count).Select(row => double.Hypot(set.Inputs[row, 0], set.Inputs[row, 1])).ToArray();

        // Noise across the direction lengthens the radius r by 0.1²/2r in the mean.
        Assert.Equal(0.51, radius.Where((_, row) => set.Targets[row] == 0).Average(), 0.01);
        Assert.Equal(1.005, radius.Where((_, row) => set.Targets[row] == 1).Average(), 0.01);
        Assert.InRange(radius.Where((r, row) => r > 0.75 == (set.Targets[row] == 1)).Count(), 1970, 2000);
    }

    [Fact]
    public void No_line_divides_them() => Assert.InRange(LinearRule.BestAccuracy(new Circles().Generate(13)), 0.5, 0.7);
}
