namespace Feedforward.Experiments;

/// <summary>The segment of a decision boundary wᵀx + b = 0 that lies inside a window, from one edge to another.</summary>
/// <param name="X1">First coordinate of one end.</param>
/// <param name="Y1">Second coordinate of one end.</param>
/// <param name="X2">First coordinate of the other end.</param>
/// <param name="Y2">Second coordinate of the other end.</param>
public readonly record struct BoundaryLine(double X1, double Y1, double X2, double Y2)
{
    /// <summary>Cuts the line to the window.</summary>
    /// <param name="weights">w, two numbers.</param>
    /// <param name="bias">b.</param>
    /// <param name="window">What is shown.</param>
    /// <returns>The segment, or null where w = 0 or the line misses the window.</returns>
    public static BoundaryLine? Of(ReadOnlySpan<float> weights, float bias, Window window)
    {
        if (weights.Length != 2)
        {
            throw new ArgumentException($"A line in the plane has 2 weights; {weights.Length} were given.", nameof(weights));
        }

        double w1 = weights[0], w2 = weights[1];
        if (w1 == 0 && w2 == 0)
        {
            return null;
        }

        // The point of the line nearest to the middle of the window, and the part of the line's parameter t that is inside
        // (Liang and Barsky, "A new concept and method for line clipping", 1984).
        double middleX = (window.Left + window.Right) / 2, middleY = (window.Bottom + window.Top) / 2;
        var distance = ((w1 * middleX) + (w2 * middleY) + bias) / ((w1 * w1) + (w2 * w2));
        double x = middleX - (w1 * distance), y = middleY - (w2 * distance);
        double from = double.NegativeInfinity, to = double.PositiveInfinity;
        return Clip(x, -w2, window.Left, window.Right, ref from, ref to) && Clip(y, w1, window.Bottom, window.Top, ref from, ref to)
            ? new BoundaryLine(x - (w2 * from), y + (w1 * from), x - (w2 * to), y + (w1 * to))
            : null;
    }

    private static bool Clip(double start, double direction, double low, double high, ref double from, ref double to)
    {
        if (direction == 0)
        {
            return start >= low && start <= high;
        }

        double a = (low - start) / direction, b = (high - start) / direction;
        from = Math.Max(from, Math.Min(a, b));
        to = Math.Min(to, Math.Max(a, b));
        return from < to;
    }
}
