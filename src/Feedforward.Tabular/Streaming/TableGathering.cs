namespace Feedforward.Tabular;

/// <summary>Rows that come in many small tables and become one. Tables of like size are joined, so that there are never many.</summary>
internal sealed class TableGathering
{
    private readonly List<Table> _tables = [];

    /// <summary>Takes some rows of a table.</summary>
    public void Add(Table table, int[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }

        // Joining leaves behind the texts that none of the rows has.
        _tables.Add(TableJoin.Of([table.Select(rows)]));
        while (_tables.Count > 1 && _tables[^1].Rows >= _tables[^2].Rows)
        {
            var joined = TableJoin.Of(_tables[^2..]);
            _tables.RemoveRange(_tables.Count - 2, 2);
            _tables.Add(joined);
        }
    }

    /// <summary>All rows in the order in which they came; null where there were none.</summary>
    public Table? ToTable() => _tables.Count == 0 ? null : TableJoin.Of(_tables);
}
