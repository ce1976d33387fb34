using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class XorTests
{
    [Fact]
    public void The_nearest_corner_tells_the_class()
    {
        // A coordinate crosses to another corner at 0.5/0.15 = 3.3 standard deviations: about once in 1,200 points.
        var set = new Xor().Generate(11, 4000);
        var right = Enumerable.Range(0, set.Count).Count(row => (set.Inputs[row, 0] > 0.5f) != (set.Inputs[row, 1] > 0.5f) == (set.Targets[row] == 1));
        Assert.InRange(right, 3970, 4000);
    }

    [Fact]
    public void No_line_gets_much_more_than_three_corners() =>
        Assert.InRange(LinearRule.BestAccuracy(new Xor().Generate(11)), 0.70, 0.77);
}
