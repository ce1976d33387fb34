namespace Feedforward.Tabular;

/// <summary>A table being described over objects: each call adds a column and says where its cells come from.</summary>
/// <typeparam name="T">The type of a row.</typeparam>
public sealed class TableRows<T>
{
    private readonly IEnumerable<T> _rows;
    private readonly List<TableColumn> _columns = [];

    internal TableRows(IEnumerable<T> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        _rows = rows;
    }

    /// <summary>Adds a column of numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The number of a row; null or NaN where it is missing.</param>
    /// <exception cref="DataException">A number is infinite or beyond 32 bits.</exception>
    public TableRows<T> Number(string name, Func<T, double?> value) => Add(new NumberColumn(
        name, [.. _rows.Select((row, i) => value(row) is { } number ? NumberBuilder.Narrow(number, name, i + 1) : float.NaN)]));

    /// <summary>Adds a column of texts.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The text of a row; null where it is missing.</param>
    public TableRows<T> Text(string name, Func<T, string?> value) => Add(TextColumn.From(name, _rows.Select(value)));

    /// <summary>Adds a column of truth values.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The value of a row; null where it is missing.</param>
    public TableRows<T> Boolean(string name, Func<T, bool?> value) =>
        Add(TextColumn.From(name, _rows.Select(row => value(row) is { } truth ? Cell.Text(truth) : null)));

    /// <summary>Adds a column of dates.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The date of a row; null where it is missing.</param>
    public TableRows<T> Date(string name, Func<T, DateTime?> value) =>
        Add(TextColumn.From(name, _rows.Select(row => value(row) is { } date ? CellText.Text(date) : null)));

    /// <summary>Adds a column of vectors, such as the pixels of images.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The numbers of a row, equally many in each.</param>
    /// <exception cref="DataException">A number is not finite.</exception>
    /// <exception cref="ArgumentException">The vectors are of different lengths.</exception>
    public TableRows<T> Vector(string name, Func<T, float[]> value) =>
        Add(new VectorColumn(name, Matrix.FromRows<float>([.. _rows.Select(value)])));

    /// <summary>The table.</summary>
    /// <exception cref="DataException">A name comes twice.</exception>
    public Table ToTable() => Table.Of([.. _columns]);

    private TableRows<T> Add(TableColumn column)
    {
        _columns.Add(column);
        return this;
    }
}
