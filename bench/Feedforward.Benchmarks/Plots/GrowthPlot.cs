using Feedforward.Benchmarks.Growth;

namespace Feedforward.Benchmarks.Plots;

/// <summary>The picture of growth: a column for each thing that grows, time per step above, speed below.</summary>
internal static class GrowthPlot
{
    private const int PanelWidth = 215;
    private const int PanelHeight = 190;
    private const int ColumnWidth = PanelWidth + 65;
    private const int RowHeight = PanelHeight + 85;
    private const int LegendWidth = 175;

    // Okabe and Ito's colours, which people with any colour vision tell apart.
    private static readonly string[] s_colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00"];

    /// <summary>Draws the series; those of one name share a column.</summary>
    /// <param name="series">What was measured.</param>
    /// <param name="peak">The peak of all cores in GFLOP/s, drawn as a dashed line.</param>
    public static string Draw(IReadOnlyList<GrowthSeries> series, double peak)
    {
        var columns = series.GroupBy(one => one.Name).Select(group => group.ToList()).ToList();
        var hasLegend = columns.Any(column => column.Count > 1);
        var drawing = new Drawing((columns.Count * ColumnWidth) + 25 + (hasLegend ? LegendWidth : 0), (2 * RowHeight) + 10, "Time per step and speed as sizes grow");

        // Times differ from column to column; the speeds have one axis.
        var speeds = series.SelectMany(one => one.Points).Select(point => point.Gigaflops).ToList();
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            double left = (i * ColumnWidth) + 60;
            var name = column[0].Name;
            var under = column.Count == 1 ? column[0].Label : "";
            new Panel(left, 40, PanelWidth, PanelHeight).Draw(
                drawing, $"µs per step by {name}", "", Curves(column, point => point.Microseconds), column.SelectMany(one => one.Points).Select(point => point.Microseconds), null);
            new Panel(left, 40 + RowHeight, PanelWidth, PanelHeight).Draw(
                drawing, $"GFLOP/s by {name}", under, Curves(column, point => point.Gigaflops), speeds, peak);
            if (column.Count > 1)
            {
                Legend(drawing, left + PanelWidth + 20, column);
            }
        }

        return drawing.ToString();
    }

    private static List<Curve> Curves(List<GrowthSeries> column, Func<GrowthPoint, double> value) =>
        [.. column.Select((one, i) => new Curve(s_colors[i % s_colors.Length], [.. one.Points.Select(point => ((double)point.Size, value(point)))]))];

    private static void Legend(Drawing drawing, double left, List<GrowthSeries> column)
    {
        for (var i = 0; i < column.Count; i++)
        {
            var y = 50 + (i * 20);
            drawing.Line(left, y, left + 16, y, s_colors[i % s_colors.Length], 2.5);
            drawing.Text(left + 22, y + 4, column[i].Label, style: "font-size=\"11\"");
        }

        var under = 50 + (column.Count * 20) + 10;
        drawing.Dashes(left, under, left + 16, "#b00020");
        drawing.Text(left + 22, under + 4, "peak, all cores", style: "font-size=\"11\"");
    }
}
