using Feedforward.Cli.Rendering.Plots;
using Feedforward.Experiments;

namespace Feedforward.Cli.Lessons;

/// <summary>Points, boundaries and probabilities in the plane, as lessons show them.</summary>
internal static class Picture
{
    /// <summary>The colour of class 0.</summary>
    public const string Negative = "blue";

    /// <summary>The colour of class 1.</summary>
    public const string Positive = "yellow";

    private const string BoundaryColour = "green";

    /// <summary>The points of each class: ○ for 0, ● for 1.</summary>
    /// <param name="points">n×2.</param>
    /// <param name="labels">n labels, each 0 or 1.</param>
    public static IEnumerable<Series> Classes(Matrix<float> points, IReadOnlyList<float> labels) =>
    [
        new Series("y = 0", Negative, Of(points, labels, 0), '○'),
        new Series("y = 1", Positive, Of(points, labels, 1), '●'),
    ];

    /// <summary>A boundary as a line; nothing where there is none.</summary>
    public static IEnumerable<Series> Boundary(string name, BoundaryLine? boundary, string colour = BoundaryColour) =>
        boundary is { } line ? [new Series(name, colour, [(line.X1, line.Y1), (line.X2, line.Y2)])] : [];

    /// <summary>A shade for the more probable class, from probabilities on a grid over a window.</summary>
    public static Func<double, double, (char Character, string Colour)?> Shade(Matrix<float> probabilities, Window window) => (x, y) =>
    {
        var column = (int)Math.Round((x - window.Left) / (window.Right - window.Left) * (probabilities.Columns - 1));
        var row = (int)Math.Round((y - window.Bottom) / (window.Top - window.Bottom) * (probabilities.Rows - 1));
        return probabilities[row, column] switch
        {
            < 0.1f => ('·', Negative),
            < 0.5f => (' ', Negative),
            < 0.9f => ('░', Positive),
            _ => ('▒', Positive),
        };
    };

    private static List<(double X, double Y)> Of(Matrix<float> points, IReadOnlyList<float> labels, float label)
    {
        var found = new List<(double, double)>();
        for (var i = 0; i < points.Rows; i++)
        {
            if (labels[i] == label)
            {
                found.Add((points[i, 0], points[i, 1]));
            }
        }

        return found;
    }
}
