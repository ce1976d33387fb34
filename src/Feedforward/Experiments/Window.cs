namespace Feedforward.Experiments;

/// <summary>The part of the plane a picture shows.</summary>
/// <param name="Left">Smallest first coordinate.</param>
/// <param name="Right">Largest first coordinate.</param>
/// <param name="Bottom">Smallest second coordinate.</param>
/// <param name="Top">Largest second coordinate.</param>
public readonly record struct Window(double Left, double Right, double Bottom, double Top)
{
    /// <summary>The smallest window around points, with a margin of a part of its size on every side.</summary>
    /// <param name="points">n×1 (the window then goes from 0 to 1 vertically) or n×2, n at least 1.</param>
    /// <param name="margin">The margin as a part of the width and height.</param>
    public static Window Around(Matrix<float> points, double margin = 0.1)
    {
        var (left, right) = Range(points, 0, margin);
        var (bottom, top) = points.Columns > 1 ? Range(points, 1, margin) : (0, 1);
        return new Window(left, right, bottom, top);
    }

    /// <summary>The points of a regular grid over the window, edges included: row after row from the bottom, each from left to right.</summary>
    /// <param name="columns">Points from left to right, 2 or more.</param>
    /// <param name="rows">Points from bottom to top, 2 or more.</param>
    /// <returns>(rows·columns)×2.</returns>
    public Matrix<float> Grid(int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        var points = new Matrix<float>(rows * columns, 2);
        for (var i = 0; i < points.Rows; i++)
        {
            points[i, 0] = (float)(Left + ((Right - Left) * (i % columns) / (columns - 1)));
            points[i, 1] = (float)(Bottom + ((Top - Bottom) * (i / columns) / (rows - 1)));
        }

        return points;
    }

    private static (double Low, double High) Range(Matrix<float> points, int column, double margin)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (var i = 0; i < points.Rows; i++)
        {
            low = Math.Min(low, points[i, column]);
            high = Math.Max(high, points[i, column]);
        }

        var size = high > low ? high - low : 1;
        return (low - (margin * size), high + (margin * size));
    }
}
