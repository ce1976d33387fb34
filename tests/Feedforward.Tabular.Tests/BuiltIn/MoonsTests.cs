using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Tabular.Tests.BuiltIn;

public class MoonsTests
{
    [Fact]
    public void Points_lie_about_their_own_half_circle()
    {
        var set = new Moons().Generate(12, 2000);
        var squares = new List<double>();
        for (var row = 0; row < set.Count; row++)
        {
            // Bring both half circles to the upper half of the unit circle.
            var upper = set.Targets[row] == 1;
            var x = upper ? set.Inputs[row, 0] : 1 - set.Inputs[row, 0];
            var y = upper ? set.Inputs[row, 1] : 0.5 - set.Inputs[row, 1];
            var distance = y >= 0 ? double.Hypot(x, y) - 1 : double.Hypot(Math.Abs(x) - 1, y);
            Assert.InRange(distance, -0.75, 0.75);
            if (y >= 0)
            {
                squares.Add(distance * distance);
            }
        }

        // Across the arc the noise has a standard deviation of 0.15.
        Assert.Equal(0.15, Math.Sqrt(squares.Average()), 0.01);
    }

    [Fact]
    public void No_line_divides_them() => Assert.InRange(LinearRule.BestAccuracy(new Moons().Generate(12)), 0.80, 0.92);
}
