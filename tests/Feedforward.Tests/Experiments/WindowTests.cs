using Feedforward.Experiments;

namespace Feedforward.Tests.Experiments;

public sealed class WindowTests
{
    [Fact]
    public void A_grid_goes_row_after_row_from_the_bottom()
    {
        var grid = new Window(0, 2, -1, 1).Grid(3, 2);
        Assert.Equal([0f, -1, 1, -1, 2, -1, 0, 1, 1, 1, 2, 1], grid.Span.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Window(0, 1, 0, 1).Grid(1, 2));
    }

    [Fact]
    public void The_window_around_points_leaves_a_margin()
    {
        var points = Matrix.From(new float[,] { { 0, 5 }, { 10, 5 }, { 4, 5 } });
        Assert.Equal(new Window(-1, 11, 4.9, 5.1), Window.Around(points));
        Assert.Equal(new Window(-5, 15, 0, 1), Window.Around(Matrix.Column<float>([0, 10]), 0.5));
    }
}
