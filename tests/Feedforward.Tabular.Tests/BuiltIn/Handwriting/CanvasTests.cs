using Feedforward.Tabular.BuiltIn.Handwriting;

namespace Feedforward.Tabular.Tests.BuiltIn.Handwriting;

public class CanvasTests
{
    [Fact]
    public void Ink_falls_with_the_distance_from_the_line()
    {
        // A level line through the middle of row 3, from the middle of column 2 to the middle of column 6.
        var canvas = new Canvas(9, 2.5);
        canvas.Curve([(2.5, 3.5), (6.5, 3.5)], [0, 1]);
        Assert.Equal(1, InkAt(canvas, 3, 4));
        Assert.Equal(0.5, InkAt(canvas, 4, 4), 1e-12); // one pixel off: on the edge of a line of radius 1
        Assert.Equal(InkAt(canvas, 2, 4), InkAt(canvas, 4, 4), 1e-12);
        Assert.Equal(0, InkAt(canvas, 5, 4));
        Assert.Equal(0.5, InkAt(canvas, 3, 7), 1e-12); // the end is round
        Assert.Equal((1 - Math.Sqrt(2)) + 0.5, InkAt(canvas, 4, 7), 1e-12);
        Assert.Equal(0, InkAt(canvas, 8, 8));
    }

    [Fact]
    public void A_curve_passes_through_its_points_and_a_loop_closes()
    {
        var canvas = new Canvas(16, 2);
        (double X, double Y)[] corners = [(3.5, 8.5), (8.5, 3.5), (13.5, 8.5), (8.5, 13.5)];
        canvas.Curve(corners, [0, 1, 2, 3, 0]);
        Assert.All(corners, corner => Assert.Equal(1, InkAt(canvas, (int)corner.Y, (int)corner.X)));
        Assert.Equal(0, InkAt(canvas, 8, 8));

        // Four points at quarter turns make a curve with the symmetry of a square.
        for (var row = 0; row < 15; row++)
        {
            for (var column = 2; column < 15; column++)
            {
                Assert.Equal(InkAt(canvas, column, row), InkAt(canvas, row, column), 1e-9);
                Assert.Equal(InkAt(canvas, 16 - row, column), InkAt(canvas, row, column), 1e-9);
            }
        }
    }

    private static double InkAt(Canvas canvas, int row, int column) =>
        row < canvas.Size ? canvas.Ink((row * canvas.Size) + column, 1, 1) : 0;
}
