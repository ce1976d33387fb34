using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>What the predictions owe to each column.</summary>
internal static class ImportanceSection
{
    private const int MostDrawn = 25;
    private const double Name = 150;
    private const double Width = 640;
    private const int Line = 24;

    public static void Write(HtmlWriter html, Examination examination)
    {
        html.Add("h2", "Importance of the columns", ("id", "importance"));
        if (examination.Importance is not { } importance)
        {
            html.Paragraph("It was not measured.");
            return;
        }

        var metric = Numbers.Metric(importance.Metric.Key);
        html.Paragraph($"How much worse {metric} becomes on {Numbers.Count(importance.Rows, "row")} when a column is shuffled (Breiman, 2001): mean over the repeats, with one deviation to each side. It says what this model reads, not what causes what; of two columns that say the same, each can look unimportant.");
        ColumnImportance[] drawn = [.. importance.Columns.Take(MostDrawn)];
        var low = Math.Min(0, drawn.Min(column => column.Mean - column.Deviation));
        var high = Math.Max(drawn.Max(column => column.Mean + column.Deviation), 1e-12);
        var axis = new Charts.Axis(metric, low, high);
        using var figure = html.Open("figure");
        html.Add("figcaption", $"Loss of {metric} when a column is shuffled");
        var height = (drawn.Length * Line) + 48;
        using (html.Open("svg", ("viewBox", $"0 0 {Numbers.Place(Width)} {Numbers.Place(height)}"), ("xmlns", "http://www.w3.org/2000/svg"), ("role", "img"), ("aria-label", "Importance of the columns")))
        {
            html.Add("title", "Importance of the columns");
            html.Add("desc", "The largest first: " + string.Join(", ", drawn.Take(5).Select(column => $"{column.Column} {Numbers.Of(column.Mean)}")));
            foreach (var tick in axis.Ticks())
            {
                html.Empty("path", ("class", "grid"), ("d", $"M{At(tick)} 0V{Numbers.Place(height - 40)}"));
                html.Add("text", Numbers.Of(tick), ("x", At(tick)), ("y", Numbers.Place(height - 26)), ("text-anchor", "middle"));
            }

            html.Add("text", $"loss of {metric}", ("x", Numbers.Place((Name + Width) / 2)), ("y", Numbers.Place(height - 6)), ("text-anchor", "middle"));
            for (var i = 0; i < drawn.Length; i++)
            {
                var (column, y) = (drawn[i], (i * Line) + 4);
                var (from, to) = (Math.Min(0, column.Mean), Math.Max(0, column.Mean));
                html.Empty("rect", ("class", "bar c0"), ("x", At(from)), ("y", Numbers.Place(y)), ("width", Numbers.Place((axis.Share(to) - axis.Share(from)) * (Width - Name - 20))), ("height", "15"));
                html.Empty("path", ("class", "s c1"), ("d", $"M{At(column.Mean - column.Deviation)} {Numbers.Place(y + 7.5)}H{At(column.Mean + column.Deviation)}"));
                html.Add("text", Shortened(column.Column), ("x", Numbers.Place(Name - 8)), ("y", Numbers.Place(y + 12)), ("text-anchor", "end"));
            }
        }

        new ReportTable(
            "importance of every column",
            ["column", $"loss of {metric}", "deviation"],
            importance.Columns.Select(column => (IReadOnlyList<string>)[column.Column, Numbers.Of(column.Mean), Numbers.Of(column.Deviation)])).WriteFolded(html);

        string At(double value) => Numbers.Place(Name + (axis.Share(value) * (Width - Name - 20)));
    }

    private static string Shortened(string name) => name.Length <= 20 ? name : string.Concat(name.AsSpan(0, 19), "…");
}
