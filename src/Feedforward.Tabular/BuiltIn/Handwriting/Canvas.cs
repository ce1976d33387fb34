namespace Feedforward.Tabular.BuiltIn.Handwriting;

/// <summary>
/// A square picture that a round pen draws on. For each pixel it keeps the squared distance from its centre to the
/// nearest stroke; <see cref="Ink"/> turns distance into grey, so that edges come out smooth.
/// </summary>
internal sealed class Canvas
{
    private const int PiecesPerSpan = 4;

    private readonly double _reach;
    private readonly double[] _squaredDistance;

    /// <param name="size">Width and height in pixels.</param>
    /// <param name="reach">The distance from a stroke, in pixels, beyond which the paper stays blank.</param>
    public Canvas(int size, double reach)
    {
        Size = size;
        _reach = reach;
        _squaredDistance = new double[size * size];
        Array.Fill(_squaredDistance, double.PositiveInfinity);
    }

    /// <summary>Width and height in pixels.</summary>
    public int Size { get; }

    /// <summary>
    /// Draws a smooth curve through points: the spline of Catmull and Rom, "A class of local interpolating splines",
    /// 1974. A curve whose last point is its first is closed smoothly.
    /// </summary>
    /// <param name="points">Points in pixels from the top left corner.</param>
    /// <param name="stroke">The numbers of the points that the curve passes through, two or more.</param>
    public void Curve(ReadOnlySpan<(double X, double Y)> points, ReadOnlySpan<int> stroke)
    {
        var last = stroke.Length - 1;
        var closed = last > 1 && stroke[0] == stroke[last];
        for (var i = 0; i < last; i++)
        {
            var (p1, p2) = (points[stroke[i]], points[stroke[i + 1]]);
            var p0 = i > 0 ? points[stroke[i - 1]] : closed ? points[stroke[last - 1]] : p1;
            var p3 = i + 1 < last ? points[stroke[i + 2]] : closed ? points[stroke[1]] : p2;
            var from = p1;
            for (var piece = 1; piece <= PiecesPerSpan; piece++)
            {
                var t = (double)piece / PiecesPerSpan;
                var to = (Spline(p0.X, p1.X, p2.X, p3.X, t), Spline(p0.Y, p1.Y, p2.Y, p3.Y, t));
                Segment(from, to);
                from = to;
            }
        }
    }

    /// <summary>How much ink a pixel holds, from 0 to 1.</summary>
    /// <param name="pixel">The pixel, counted from the top left row by row.</param>
    /// <param name="radius">Half the width of the line in pixels.</param>
    /// <param name="softness">Over how many pixels the edge of the line fades.</param>
    public double Ink(int pixel, double radius, double softness)
    {
        var squared = _squaredDistance[pixel];
        return squared >= _reach * _reach
            ? 0
            : Math.Clamp(((radius - Math.Sqrt(squared)) / softness) + 0.5, 0, 1);
    }

    private static double Spline(double a, double b, double c, double d, double t) =>
        b + (0.5 * t * (c - a + (t * ((2 * a) - (5 * b) + (4 * c) - d + (t * ((3 * (b - c)) + d - a))))));

    private void Segment((double X, double Y) from, (double X, double Y) to)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = (dx * dx) + (dy * dy);
        var perLength = length > 0 ? 1 / length : 0;
        var left = Pixel(Math.Min(from.X, to.X) - _reach);
        var right = Pixel(Math.Max(from.X, to.X) + _reach);
        var top = Pixel(Math.Min(from.Y, to.Y) - _reach);
        var bottom = Pixel(Math.Max(from.Y, to.Y) + _reach);
        for (var row = top; row <= bottom; row++)
        {
            for (var column = left; column <= right; column++)
            {
                // The nearest point of the segment lies at the projection, or at an end.
                var (px, py) = (column + 0.5 - from.X, row + 0.5 - from.Y);
                var along = Math.Clamp(((px * dx) + (py * dy)) * perLength, 0, 1);
                var (ex, ey) = (px - (along * dx), py - (along * dy));
                ref var nearest = ref _squaredDistance[(row * Size) + column];
                nearest = Math.Min(nearest, (ex * ex) + (ey * ey));
            }
        }
    }

    private int Pixel(double position) => (int)Math.Clamp(Math.Floor(position), 0, Size - 1);
}
