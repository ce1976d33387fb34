namespace Feedforward.Tabular;

/// <summary>Writes a table as CSV (RFC 4180, lines ended by a line feed) in such a way that reading gives the same cells.</summary>
internal static class TableCsv
{
    /// <summary>Writes header and rows.</summary>
    /// <param name="table">The table, without vectors.</param>
    /// <param name="output">Takes the text; not disposed.</param>
    /// <exception cref="DataException">A column holds vectors, for which CSV has no cell.</exception>
    public static void Write(Table table, TextWriter output)
    {
        if (table.Columns.FirstOrDefault(column => column is VectorColumn) is { } vectors)
        {
            throw new DataException($"Column '{vectors.Name}' holds vectors, which CSV cannot.", column: vectors.Name);
        }

        WriteLine(output, table.Columns.Select(column => column.Name));
        for (var row = 0; row < table.Rows; row++)
        {
            var at = row;
            WriteLine(output, table.Columns.Select(column => column.TextAt(at)));
        }
    }

    private static void WriteLine(TextWriter output, IEnumerable<string?> cells)
    {
        var isFirst = true;
        foreach (var cell in cells)
        {
            output.Write(isFirst ? string.Empty : ",");
            CsvCell.Write(output, cell);
            isFirst = false;
        }

        output.Write('\n');
    }
}
