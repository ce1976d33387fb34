using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Feedforward.Cli.Rendering.Plots;

/// <summary>A plot in characters: series over two axes with marks at round numbers.</summary>
/// <param name="X">The axis across.</param>
/// <param name="Y">The axis up.</param>
/// <param name="Series">What is drawn, later ones above earlier ones.</param>
/// <param name="Width">Characters across, axis included.</param>
/// <param name="Height">Lines, without the marks and the legend.</param>
internal sealed record Plot(Axis X, Axis Y, IReadOnlyList<Series> Series, int Width = 64, int Height = 16)
{
    private const int LinesBetweenMarks = 3;
    private const int ColumnsBetweenMarks = 10;
    private const string Muted = "grey";

    /// <summary>What fills the ground at a point: a character and its colour, or null for nothing.</summary>
    public Func<double, double, (char Character, string Colour)?>? Ground { get; init; }

    /// <summary>The plot as something that can be drawn.</summary>
    public IRenderable ToRenderable() => new Markup(string.Join('\n', Lines()));

    /// <summary>The plot, line by line, as markup.</summary>
    public IReadOnlyList<string> Lines()
    {
        var marks = Y.Marks(Math.Max(2, Height / LinesBetweenMarks));
        var margin = marks.Count == 0 ? 1 : marks.Max(mark => mark.Label.Length);
        var canvas = Draw(Math.Max(8, Width - margin - 2));
        var labels = new string?[Height];
        foreach (var (place, label) in marks)
        {
            labels[(int)Math.Round((1 - place) * (Height - 1))] = label;
        }

        var lines = new List<string> { $"[{Muted}]{Markup.Escape(Y.Label)}[/]" };
        for (var row = 0; row < Height; row++)
        {
            lines.Add($"[{Muted}]{(labels[row] ?? string.Empty).PadLeft(margin)} {(labels[row] is null ? '│' : '┤')}[/]{Cells(canvas, row)}");
        }

        lines.AddRange(Across(canvas.Width, margin));
        lines.Add(Legend(margin));
        return lines;
    }

    private DotCanvas Draw(int width)
    {
        var canvas = new DotCanvas(width, Height);
        if (Ground is not null)
        {
            for (var column = 0; column < width; column++)
            {
                for (var row = 0; row < Height; row++)
                {
                    if (Ground(X.At(column / (width - 1.0)), Y.At(1 - (row / (Height - 1.0)))) is { } ground)
                    {
                        canvas.Put(column, row, ground.Character, ground.Colour);
                    }
                }
            }
        }

        foreach (var series in Series)
        {
            for (var i = 0; i < series.Points.Count; i++)
            {
                var place = Place(series.Points[i]);
                if (series.Marker is { } marker)
                {
                    canvas.Put(place.X, place.Y, marker, series.Colour);
                }
                else
                {
                    canvas.Line(Place(series.Points[Math.Max(0, i - 1)]), place, series.Colour);
                }
            }
        }

        return canvas;
    }

    private (double X, double Y) Place((double X, double Y) point) => (X.Place(point.X), Y.Place(point.Y));

    private static string Cells(DotCanvas canvas, int row)
    {
        var text = new StringBuilder();
        string? colour = null;
        for (var column = 0; column < canvas.Width; column++)
        {
            var cell = canvas[column, row];
            if (cell.Colour != colour)
            {
                text.Append(colour is null ? string.Empty : "[/]").Append(cell.Colour is null ? string.Empty : $"[{cell.Colour}]");
                colour = cell.Colour;
            }

            text.Append(cell.Character);
        }

        return text.Append(colour is null ? string.Empty : "[/]").ToString();
    }

    private IEnumerable<string> Across(int width, int margin)
    {
        var line = new string('─', width).ToCharArray();
        var labels = new string(' ', width + margin + 2).ToCharArray();
        var free = 0;
        foreach (var (place, label) in X.Marks(Math.Max(2, width / ColumnsBetweenMarks)))
        {
            var column = (int)Math.Round(place * (width - 1));
            var start = Math.Clamp(margin + 2 + column - (label.Length / 2), 0, Math.Max(0, labels.Length - label.Length));
            line[column] = '┬';
            if (start >= free && start + label.Length <= labels.Length)
            {
                label.CopyTo(labels.AsSpan(start));
                free = start + label.Length + 1;
            }
        }

        yield return $"[{Muted}]{new string(' ', margin)} └{new string(line)}[/]";
        yield return $"[{Muted}]{new string(labels).TrimEnd()}[/]";
    }

    /// <summary>The names of the series on the left, that of the axis across on the right.</summary>
    private string Legend(int margin)
    {
        var named = Series.Where(series => series.Name.Length > 0).ToList();
        var length = named.Sum(series => series.Name.Length + 2) + (3 * Math.Max(0, named.Count - 1));
        var gap = Math.Max(3, Width - margin - 2 - length - X.Label.Length);
        return new string(' ', margin + 2)
            + string.Join("   ", named.Select(series => $"[{series.Colour}]{series.Marker ?? '━'}[/] {Markup.Escape(series.Name)}"))
            + $"{new string(' ', gap)}[{Muted}]{Markup.Escape(X.Label)}[/]";
    }
}
