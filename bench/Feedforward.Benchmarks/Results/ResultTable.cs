using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Feedforward.Benchmarks.Results;

/// <summary>A table of results, written for readers (Markdown) and for programs (JSON) from the same cells.</summary>
/// <param name="name">What it is called in JSON.</param>
/// <param name="columns">Its columns.</param>
internal sealed class ResultTable(string name, params IReadOnlyList<Column> columns)
{
    private readonly List<object?[]> _rows = [];

    /// <summary>What it is called in JSON.</summary>
    public string Name => name;

    /// <summary>Lines below the table.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>Adds a row of texts, numbers (double), truths (bool) and gaps (null).</summary>
    public void Add(params object?[] cells)
    {
        if (cells.Length != columns.Count)
        {
            throw new ArgumentException($"The table {name} has {columns.Count} columns; {cells.Length} cells were given.");
        }

        _rows.Add(cells);
    }

    /// <summary>The table in Markdown, its columns aligned, and the notes.</summary>
    public string ToMarkdown()
    {
        var cells = _rows.ConvertAll(row => row.Select((cell, i) => Text(cell, columns[i].Format)).ToArray());
        var widths = columns.Select((column, i) => Math.Max(3, cells.Select(row => row[i].Length).Append(column.Header.Length).Max())).ToArray();
        var text = new StringBuilder();
        Line(text, [.. columns.Select((column, i) => Padded(column.Header, i))]);
        Line(text, [.. columns.Select((column, i) => column.Format is null ? new string('-', widths[i]) : new string('-', widths[i] - 1) + ":")]);
        foreach (var row in cells)
        {
            Line(text, [.. row.Select(Padded)]);
        }

        foreach (var note in Notes)
        {
            text.Append('\n').Append(note).Append('\n');
        }

        return text.ToString();

        string Padded(string cell, int i) => columns[i].Format is null ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]);
    }

    /// <summary>Writes the rows as an array of objects, and the notes.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteStartArray("rows");
        foreach (var row in _rows)
        {
            json.WriteStartObject();
            for (var i = 0; i < row.Length; i++)
            {
                json.WritePropertyName(columns[i].Key);
                switch (row[i])
                {
                    case double number when double.IsFinite(number):
                        json.WriteNumberValue(double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));
                        break;
                    case bool truth:
                        json.WriteBooleanValue(truth);
                        break;
                    case string text:
                        json.WriteStringValue(text);
                        break;
                    default:
                        json.WriteNullValue();
                        break;
                }
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("notes");
        foreach (var note in Notes)
        {
            json.WriteStringValue(note);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Text(object? cell, string? format) => cell switch
    {
        double number when format == Column.Significant => Significant(number),
        double number => number.ToString(format, CultureInfo.InvariantCulture),
        bool truth => truth ? "yes" : "",
        string text => text,
        _ => "—",
    };

    private static string Significant(double number)
    {
        var decimals = number == 0 ? 0 : Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 6);
        return number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static void Line(StringBuilder text, string[] cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
