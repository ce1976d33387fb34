namespace Feedforward.Tabular.BuiltIn.Handwriting;

/// <summary>
/// One way to write a character: strokes through points of the unit square, x to the right and y down. Strokes that
/// name the same point stay joined there however the points are moved.
/// </summary>
internal sealed class Glyph
{
    private readonly (double X, double Y)[] _points;
    private readonly int[][] _strokes;

    /// <param name="strokes">
    /// The points of each stroke in writing order. A stroke through three points or more is a smooth curve, through two
    /// a line; a corner is where one stroke ends and the next begins; a stroke that ends where it began is a loop.
    /// </param>
    public Glyph(params (double X, double Y)[][] strokes)
    {
        _points = strokes.SelectMany(stroke => stroke).Distinct().ToArray();
        _strokes = Array.ConvertAll(strokes, stroke => Array.ConvertAll(stroke, point => Array.IndexOf(_points, point)));
    }

    /// <summary>All points that strokes pass through, each once.</summary>
    public ReadOnlySpan<(double X, double Y)> Points => _points;

    /// <summary>For each stroke the numbers of its points.</summary>
    public IReadOnlyList<int[]> Strokes => _strokes;
}
