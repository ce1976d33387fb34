using CsCheck;
using Feedforward.Experiments;

namespace Feedforward.Tests.Experiments;

public sealed class BoundaryLineTests
{
    private static readonly Window s_window = new(-1, 3, 0, 2);

    [Fact]
    public void A_diagonal_is_cut_at_the_edges()
    {
        // x + y = 1 enters the window at (−1, 2) and leaves it at (1, 0).
        var line = Assert.NotNull(BoundaryLine.Of([1, 1], -1, s_window));
        (double, double)[] ends = [(line.X1, line.Y1), (line.X2, line.Y2)];
        Assert.Equal([(-1, 2), (1, 0)], ends.Order());
    }

    [Fact]
    public void Level_and_upright_lines_cross_the_window()
    {
        var level = Assert.NotNull(BoundaryLine.Of([0, 2], -1, s_window));
        Assert.Equal((0.5, 0.5, 4.0), (level.Y1, level.Y2, Math.Abs(level.X1 - level.X2)));
        var upright = Assert.NotNull(BoundaryLine.Of([-1, 0], 2.5f, s_window));
        Assert.Equal((2.5, 2.5, 2.0), (upright.X1, upright.X2, Math.Abs(upright.Y1 - upright.Y2)));
    }

    [Fact]
    public void No_line_is_given_where_there_is_none()
    {
        Assert.Null(BoundaryLine.Of([0, 0], 1, s_window));
        Assert.Null(BoundaryLine.Of([1, 0], 5, s_window));
        Assert.Null(BoundaryLine.Of([1, 1], -9, s_window));
        Assert.Throws<ArgumentException>(() => BoundaryLine.Of([1], 0, s_window));
    }

    [Fact]
    public void The_ends_lie_on_the_line_and_on_the_edge()
    {
        var number = Gen.Float[-2, 2];
        Gen.Select(number, number, number).Where(s => Math.Abs(s.Item1) + Math.Abs(s.Item2) > 0.01f).Sample(s =>
        {
            var (w1, w2, b) = s;
            if (BoundaryLine.Of([w1, w2], b, s_window) is not { } line)
            {
                // All corners are on one side.
                double[] sides = [Side(-1, 0), Side(3, 0), Side(-1, 2), Side(3, 2)];
                return sides.All(a => a >= -1e-6) || sides.All(a => a <= 1e-6);
            }

            return OnEdge(line.X1, line.Y1) && OnEdge(line.X2, line.Y2)
                && Math.Abs(Side(line.X1, line.Y1)) < 1e-9 && Math.Abs(Side(line.X2, line.Y2)) < 1e-9;

            double Side(double x, double y) => ((double)w1 * x) + ((double)w2 * y) + b;
        });
    }

    private static bool OnEdge(double x, double y)
    {
        const double ε = 1e-9;
        var inside = x > -1 - ε && x < 3 + ε && y > -ε && y < 2 + ε;
        return inside && (Math.Abs(x + 1) < ε || Math.Abs(x - 3) < ε || Math.Abs(y) < ε || Math.Abs(y - 2) < ε);
    }
}
