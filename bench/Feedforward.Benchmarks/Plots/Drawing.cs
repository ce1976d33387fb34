using System.Globalization;
using System.Security;
using System.Text;

namespace Feedforward.Benchmarks.Plots;

/// <summary>An SVG picture that is written element by element, on a white ground so that it is legible on dark pages too.</summary>
internal sealed class Drawing
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a picture.</summary>
    public Drawing(int width, int height, string title)
    {
        Append($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="12" fill="#333">""");
        Append($"<title>{SecurityElement.Escape(title)}</title>");
        Append($"""<rect width="{width}" height="{height}" fill="#fff"/>""");
    }

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string color, double width = 1) =>
        Append($"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{color}" stroke-width="{width:0.#}"/>""");

    /// <summary>A dashed horizontal line.</summary>
    public void Dashes(double x1, double y, double x2, string color) =>
        Append($"""<line x1="{x1:0.#}" y1="{y:0.#}" x2="{x2:0.#}" y2="{y:0.#}" stroke="{color}" stroke-dasharray="5 4"/>""");

    /// <summary>A line through points, with a dot on each.</summary>
    public void Curve(IEnumerable<(double X, double Y)> points, string color)
    {
        var all = points.ToList();
        var path = string.Join(' ', all.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));
        Append($"""<polyline points="{path}" fill="none" stroke="{color}" stroke-width="1.8" stroke-linejoin="round"/>""");
        foreach (var (x, y) in all)
        {
            Append($"""<circle cx="{x:0.#}" cy="{y:0.#}" r="2.4" fill="{color}"/>""");
        }
    }

    /// <summary>Words.</summary>
    /// <param name="x">Where they are anchored.</param>
    /// <param name="y">The line they stand on.</param>
    /// <param name="words">The words.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="style">Further attributes.</param>
    public void Text(double x, double y, string words, string anchor = "start", string style = "") =>
        Append($"""<text x="{x:0.#}" y="{y:0.#}" text-anchor="{anchor}"{(style.Length > 0 ? " " + style : "")}>{SecurityElement.Escape(words)}</text>""");

    /// <summary>The whole picture.</summary>
    public override string ToString() => _text + "</svg>\n";

    private void Append(FormattableString element) => _text.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
