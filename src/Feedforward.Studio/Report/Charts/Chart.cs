using System.Text;

namespace Feedforward.Studio.Report.Charts;

/// <summary>How a series is drawn.</summary>
internal enum Mark
{
    /// <summary>A line with a marker now and then.</summary>
    Line,

    /// <summary>Markers alone.</summary>
    Points,

    /// <summary>Faint dots, for many.</summary>
    Dots,

    /// <summary>A dashed line in the colour of text, to compare with.</summary>
    Guide,
}

/// <summary>Points that belong together; its place in the chart decides colour, dashes and marker.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Points">x and y.</param>
/// <param name="Mark">How it is drawn.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, Mark Mark = Mark.Line)
{
    /// <summary>For each point the ends of an interval of y, or nothing.</summary>
    public IReadOnlyList<(double Low, double High)> Intervals { get; init; } = [];
}

/// <summary>A picture of series over two axes, as inline SVG with a title, a description and, behind it, its table.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Description">What is to be seen in it, for who cannot see it.</param>
/// <param name="X">The axis to the right.</param>
/// <param name="Y">The axis up.</param>
/// <param name="Series">What is drawn.</param>
/// <param name="Table">The numbers behind it.</param>
internal sealed record Chart(string Title, string Description, Axis X, Axis Y, IReadOnlyList<Series> Series, ReportTable Table)
{
    private const double Width = 480;
    private const double Height = 300;
    private const double Left = 62;
    private const double Right = 14;
    private const double Top = 22;
    private const double Bottom = 46;
    private const int Markers = 8;
    private const int LegendLine = 18;

    /// <summary>Bars over intervals of x instead of or beside the series.</summary>
    public IReadOnlyList<(double Low, double High, double Y)> Bars { get; init; } = [];

    /// <summary>A place on the x axis that is marked, such as the best epoch.</summary>
    public (double X, string Name)? Marked { get; init; }

    /// <summary>Writes the figure and its table.</summary>
    public void Write(HtmlWriter html)
    {
        using var figure = html.Open("figure");
        html.Add("figcaption", Title);
        var legend = Series.Where(series => series.Name.Length > 0).ToList();
        var height = Height + (legend.Count > 1 || legend.Any(series => series.Mark == Mark.Guide) ? legend.Count * LegendLine : 0);
        using (html.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", $"0 0 {Numbers.Place(Width)} {Numbers.Place(height)}"), ("role", "img"), ("aria-label", $"{Title}. {Description}")))
        {
            html.Add("title", Title).Add("desc", Description);
            WriteAxes(html);
            foreach (var (low, high, y) in Bars)
            {
                var (x, top) = (AtX(low), AtY(y));
                html.Empty("rect", ("class", "bar c0"), ("x", Numbers.Place(x)), ("y", Numbers.Place(top)), ("width", Numbers.Place(Math.Max(1, AtX(high) - x))), ("height", Numbers.Place(Math.Max(0, AtY(Y.Low) - top))));
            }

            if (Marked is { } marked)
            {
                var x = Numbers.Place(AtX(marked.X));
                html.Empty("path", ("class", "guide"), ("d", $"M{x} {Numbers.Place(AtY(Y.Low))}V{Numbers.Place(Top)}"));
                var isRight = X.Share(marked.X) > 0.6;
                html.Add("text", marked.Name, ("x", Numbers.Place(AtX(marked.X) + (isRight ? -5 : 5))), ("y", Numbers.Place(Top - 8)), ("text-anchor", isRight ? "end" : "start"));
            }

            for (var i = 0; i < Series.Count; i++)
            {
                WriteSeries(html, Series[i], i);
                if (height > Height && Series[i].Name.Length > 0)
                {
                    WriteLegend(html, Series[i], i, Height + (legend.IndexOf(Series[i]) * LegendLine) + 8);
                }
            }
        }

        Table.WriteFolded(html);
    }

    private double AtX(double x) => Left + (X.Share(x) * (Width - Left - Right));

    private double AtY(double y) => Height - Bottom - (Y.Share(y) * (Height - Top - Bottom));

    private void WriteAxes(HtmlWriter html)
    {
        foreach (var tick in Y.Ticks())
        {
            var y = Numbers.Place(AtY(tick));
            html.Empty("path", ("class", "grid"), ("d", $"M{Numbers.Place(Left)} {y}H{Numbers.Place(Width - Right)}"));
            html.Add("text", Numbers.Of(tick), ("x", Numbers.Place(Left - 7)), ("y", Numbers.Place(AtY(tick) + 4)), ("text-anchor", "end"));
        }

        foreach (var tick in X.Ticks())
        {
            var x = Numbers.Place(AtX(tick));
            html.Empty("path", ("class", "axis"), ("d", $"M{x} {Numbers.Place(Height - Bottom)}v5"));
            html.Add("text", Numbers.Of(tick), ("x", x), ("y", Numbers.Place(Height - Bottom + 18)), ("text-anchor", "middle"));
        }

        html.Empty("path", ("class", "axis"), ("d", $"M{Numbers.Place(Left)} {Numbers.Place(Top)}V{Numbers.Place(Height - Bottom)}H{Numbers.Place(Width - Right)}"));
        html.Add("text", X.Label + (X.IsLogarithmic ? " (logarithmic)" : ""), ("x", Numbers.Place((Left + Width - Right) / 2)), ("y", Numbers.Place(Height - 8)), ("text-anchor", "middle"));
        var middle = Numbers.Place((Top + Height - Bottom) / 2);
        html.Add("text", Y.Label + (Y.IsLogarithmic ? " (logarithmic)" : ""), ("transform", $"translate(13 {middle}) rotate(-90)"), ("text-anchor", "middle"));
    }

    private void WriteSeries(HtmlWriter html, Series series, int index)
    {
        List<(double X, double Y)> points = [.. series.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y))];
        for (var i = 0; i < series.Intervals.Count; i++)
        {
            var (low, high) = series.Intervals[i];
            html.Empty("path", ("class", $"s c{index % 8}"), ("d", $"M{Numbers.Place(AtX(series.Points[i].X))} {Numbers.Place(AtY(low))}V{Numbers.Place(AtY(high))}"));
        }

        if (series.Mark is Mark.Line or Mark.Guide && points.Count > 1)
        {
            var path = new StringBuilder();
            foreach (var (x, y) in points)
            {
                path.Append(path.Length == 0 ? 'M' : 'L').Append(Numbers.Place(AtX(x))).Append(' ').Append(Numbers.Place(AtY(y)));
            }

            html.Empty("path", ("class", Style(series, index)), ("d", path.ToString()));
        }

        if (series.Mark == Mark.Guide)
        {
            return;
        }

        var every = series.Mark == Mark.Line ? Math.Max(1, points.Count / Markers) : 1;
        for (var i = 0; i < points.Count; i += every)
        {
            WriteMarker(html, AtX(points[i].X), AtY(points[i].Y), index, series.Mark == Mark.Dots);
        }
    }

    private static string Style(Series series, int index) =>
        series.Mark == Mark.Guide ? "guide" : $"s c{index % 8} d{index % 4}";

    private static void WriteMarker(HtmlWriter html, double x, double y, int index, bool isDot)
    {
        var (px, py) = (Numbers.Place(x), Numbers.Place(y));
        var style = isDot ? $"dot c{index % 8}" : $"mark c{index % 8}";
        _ = (index % 4) switch
        {
            0 => html.Empty("circle", ("class", style), ("cx", px), ("cy", py), ("r", isDot ? "2.5" : "3.5")),
            1 => html.Empty("path", ("class", style), ("d", $"M{px} {Numbers.Place(y - 4.5)}l4.5 8h-9z")),
            2 => html.Empty("path", ("class", style), ("d", $"M{Numbers.Place(x - 3.5)} {Numbers.Place(y - 3.5)}h7v7h-7z")),
            _ => html.Empty("path", ("class", style), ("d", $"M{px} {Numbers.Place(y - 5)}l5 5l-5 5l-5 -5z")),
        };
    }

    private static void WriteLegend(HtmlWriter html, Series series, int index, double y)
    {
        if (series.Mark is Mark.Line or Mark.Guide)
        {
            html.Empty("path", ("class", Style(series, index)), ("d", $"M{Numbers.Place(Left)} {Numbers.Place(y)}h32"));
        }

        if (series.Mark != Mark.Guide)
        {
            WriteMarker(html, Left + 16, y, index, false);
        }

        html.Add("text", series.Name, ("x", Numbers.Place(Left + 42)), ("y", Numbers.Place(y + 4)));
    }
}
