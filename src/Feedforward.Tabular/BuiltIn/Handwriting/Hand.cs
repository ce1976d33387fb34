namespace Feedforward.Tabular.BuiltIn.Handwriting;

/// <summary>The hand that writes a glyph: no two times in the same place, size, slant or shape.</summary>
internal static class Hand
{
    // As parts of the glyph's own height and width.
    private const double Jitter = 0.03;

    // As parts of the size of the picture.
    private const double Height = 0.7;
    private const double Width = 0.52;
    private const double Shift = 0.03;

    // To either side, as a part of a full turn: more, and a 6 lies down.
    private const double Turn = 0.085;

    // How far the top leans out over the bottom, as a part of the height. Most people lean to the right.
    private const double LeastSlant = -0.25;
    private const double GreatestSlant = 0.4;

    /// <summary>Writes a glyph on a new canvas.</summary>
    public static Canvas Write(Glyph glyph, int size, ref Draws draws)
    {
        var canvas = new Canvas(size, Pen.Reach);
        var height = size * Height * draws.Uniform(0.85, 1.12);
        var width = size * Width * draws.Uniform(0.65, 1.15);
        var slant = draws.Uniform(LeastSlant, GreatestSlant);
        var (cos, sin) = Circle.At(draws.Uniform(-Turn, Turn));
        var centreX = (0.5 * size) + draws.Normal(Shift * size);
        var centreY = (0.5 * size) + draws.Normal(Shift * size);

        Span<(double X, double Y)> placed = stackalloc (double, double)[glyph.Points.Length];
        for (var i = 0; i < placed.Length; i++)
        {
            var y = (glyph.Points[i].Y - 0.5 + draws.Normal(Jitter)) * height;
            var x = ((glyph.Points[i].X - 0.5 + draws.Normal(Jitter)) * width) - (slant * y);
            placed[i] = (centreX + (cos * x) - (sin * y), centreY + (sin * x) + (cos * y));
        }

        foreach (var stroke in glyph.Strokes)
        {
            canvas.Curve(placed, stroke);
        }

        return canvas;
    }
}
