namespace Feedforward.Tabular;

/// <summary>Tables of the same columns, one below the other.</summary>
internal static class TableJoin
{
    /// <summary>A table of all rows. A column that holds texts in one of the tables holds texts.</summary>
    public static Table Of(IReadOnlyList<Table> tables)
    {
        var lines = new LineNumbers();
        foreach (var table in tables)
        {
            for (var row = 0; row < table.Rows; row++)
            {
                lines.Add(table.LineOf(row));
            }
        }

        return new Table([.. tables[0].Columns.Select(column => Joined([.. tables.Select(table => table[column.Name])]))], lines, [.. tables.SelectMany(table => table.Notices).Distinct()]);
    }

    private static TableColumn Joined(IReadOnlyList<TableColumn> parts)
    {
        if (parts.All(part => part is NumberColumn))
        {
            var values = new List<float>();
            foreach (var part in parts)
            {
                values.AddRange(((NumberColumn)part).Values);
            }

            return new NumberColumn(parts[0].Name, [.. values]);
        }

        return TextColumn.From(parts[0].Name, parts.SelectMany(part => Enumerable.Range(0, part.Count).Select(part.TextAt)));
    }
}
