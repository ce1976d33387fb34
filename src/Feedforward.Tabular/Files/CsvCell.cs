using System.Buffers;

namespace Feedforward.Tabular;

/// <summary>A cell as CSV writes it (RFC 4180): in quotes where it holds a comma, a quote or a line end.</summary>
internal static class CsvCell
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes a cell; nothing for null.</summary>
    public static void Write(TextWriter output, string? cell)
    {
        if (cell is null || !cell.AsSpan().ContainsAny(Special))
        {
            output.Write(cell);
            return;
        }

        output.Write('"');
        output.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
        output.Write('"');
    }
}
