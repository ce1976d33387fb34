using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class SpiralsTests
{
    [Fact]
    public void Points_lie_about_their_own_arm()
    {
        var set = new Spirals().Generate(14);
        var sum = 0.0;
        for (var row = 0; row < set.Count; row++)
        {
            var own = Distance(set.Inputs[row, 0], set.Inputs[row, 1], set.Targets[row] * Math.PI);
            Assert.InRange(own, 0, 0.15);
            sum += own * own;
        }

        // Only the noise across the arm counts.
        Assert.Equal(0.03, Math.Sqrt(sum / set.Count), 0.002);
    }

    [Fact]
    public void The_nearer_arm_tells_the_class()
    {
        var set = new Spirals().Generate(14);
        var right = Enumerable.Range(0, set.Count).Count(row =>
            Distance(set.Inputs[row, 0], set.Inputs[row, 1], Math.PI) < Distance(set.Inputs[row, 0], set.Inputs[row, 1], 0) == (set.Targets[row] == 1));
        Assert.InRange(right, 990, 1000);
    }

    [Fact]
    public void No_line_divides_them() => Assert.InRange(LinearRule.BestAccuracy(new Spirals().Generate(14)), 0.5, 0.75);

    private static double Distance(double x, double y, double turn)
    {
        var nearest = double.PositiveInfinity;
        for (var i = 0; i <= 1000; i++)
        {
            var along = i / 1000.0;
            var (sin, cos) = Math.SinCos((3 * Math.PI * along) + turn);
            var radius = 0.1 + (0.9 * along);
            nearest = Math.Min(nearest, double.Hypot(x - (radius * cos), y - (radius * sin)));
        }

        return nearest;
    }
}
