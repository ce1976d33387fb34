namespace Feedforward.Benchmarks.Plots;

/// <summary>One plot with two logarithmic axes inside a picture.</summary>
/// <param name="Left">The left end of the x axis, in pixels.</param>
/// <param name="Top">The top of the y axis.</param>
/// <param name="Width">The length of the x axis.</param>
/// <param name="Height">The length of the y axis.</param>
internal sealed record Panel(double Left, double Top, double Width, double Height)
{
    private const string Grid = "#e4e4e4";
    private const string Frame = "#999";

    /// <summary>Draws grid, marks and curves.</summary>
    /// <param name="drawing">The picture.</param>
    /// <param name="title">Above the panel.</param>
    /// <param name="under">Below the x axis.</param>
    /// <param name="curves">One curve or more.</param>
    /// <param name="heights">Values that the y axis holds: those of the curves, or of other panels too so that all have one axis.</param>
    /// <param name="ceiling">A value of y to be drawn as a dashed line, or null.</param>
    public void Draw(Drawing drawing, string title, string under, IReadOnlyList<Curve> curves, IEnumerable<double> heights, double? ceiling)
    {
        var points = curves.SelectMany(curve => curve.Points).ToList();
        double bottom = Top + Height, right = Left + Width;
        var x = LogAxis.Around(points.Select(point => point.X), Left, right);
        var y = LogAxis.Around(ceiling is { } most ? heights.Append(most) : heights, bottom, Top);
        foreach (var mark in x.BinaryMarks())
        {
            drawing.Line(x.At(mark), Top, x.At(mark), bottom, Grid);
            drawing.Text(x.At(mark), bottom + 16, LogAxis.Text(mark), "middle");
        }

        foreach (var mark in y.DecimalMarks())
        {
            drawing.Line(Left, y.At(mark), right, y.At(mark), Grid);
            drawing.Text(Left - 6, y.At(mark) + 4, LogAxis.Text(mark), "end");
        }

        drawing.Line(Left, Top, Left, bottom, Frame);
        drawing.Line(Left, bottom, right, bottom, Frame);
        if (ceiling is { } value)
        {
            drawing.Dashes(Left, y.At(value), right, "#b00020");
        }

        foreach (var curve in curves)
        {
            drawing.Curve(curve.Points.Select(point => (x.At(point.X), y.At(point.Y))), curve.Color);
        }

        drawing.Text(Left, Top - 10, title, style: "font-weight=\"600\"");
        drawing.Text(right, bottom + 33, under, "end", "fill=\"#666\"");
    }
}
