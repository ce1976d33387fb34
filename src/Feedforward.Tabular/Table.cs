using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Feedforward.Tabular;

/// <summary>Named columns of equal length, held in memory. Immutable, safe to share between threads.</summary>
public sealed partial class Table
{
    private readonly Dictionary<string, TableColumn> _byName;
    private readonly LineNumbers? _lines;

    internal Table(IReadOnlyList<TableColumn> columns, LineNumbers? lines, IReadOnlyList<Notice> notices)
    {
        Columns = columns;
        Notices = notices;
        Rows = columns.Count == 0 ? lines?.Count ?? 0 : columns[0].Count;
        _lines = lines;
        _byName = new Dictionary<string, TableColumn>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (!_byName.TryAdd(column.Name, column))
            {
                throw new DataException($"Two columns are named '{column.Name}'. Give each its own name.", column: column.Name);
            }

            if (column.Count != Rows)
            {
                throw new DataException($"Column '{column.Name}' has {column.Count} rows; '{columns[0].Name}' has {Rows}.", column: column.Name);
            }
        }
    }

    /// <summary>How many rows the table has.</summary>
    public int Rows { get; }

    /// <summary>The columns, in the order of their source.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>What a person should know about what was read.</summary>
    public IReadOnlyList<Notice> Notices { get; }

    /// <summary>The column of a name.</summary>
    /// <param name="name">The name, letter by letter.</param>
    /// <exception cref="DataException">There is no such column; the message names those there are.</exception>
    public TableColumn this[string name] => TryColumn(name, out var column) ? column : throw NoColumn(name);

    /// <summary>Finds the column of a name.</summary>
    /// <param name="name">The name, letter by letter.</param>
    /// <param name="column">The column, where there is one.</param>
    public bool TryColumn(string name, [NotNullWhen(true)] out TableColumn? column) => _byName.TryGetValue(name, out column);

    /// <summary>Where a row began in its source: the line of a text file, else the row, both counted from 1.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public long LineOf(int row) => _lines is null ? row + 1 : _lines[row];

    /// <summary>A table of copies of the given rows, in the given order.</summary>
    /// <param name="rows">Row numbers counted from 0; a row may be taken more than once.</param>
    public Table Select(ReadOnlySpan<int> rows)
    {
        var columns = new TableColumn[Columns.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = Columns[i].Select(rows);
        }

        var lines = new LineNumbers();
        foreach (var row in rows)
        {
            lines.Add(LineOf(row));
        }

        return new Table(columns, lines, Notices);
    }

    /// <summary>Streams the table's rows.</summary>
    public DbDataReader ToReader() => new TableRowReader(this);

    /// <summary>A table over the given columns, which are not copied.</summary>
    /// <param name="columns">Columns of equal length with distinct names.</param>
    /// <exception cref="DataException">Lengths differ or a name comes twice.</exception>
    public static Table Of(params IReadOnlyList<TableColumn> columns) => new([.. columns], null, []);

    /// <summary>A table of number columns over a matrix, and a target where one is given.</summary>
    /// <param name="features">Rows are examples; its columns become <c>x0</c>, <c>x1</c>, ….</param>
    /// <param name="target">One number a row, which becomes the column <c>target</c>; empty for none.</param>
    /// <exception cref="DataException">The lengths differ.</exception>
    public static Table FromMatrix(Matrix<float> features, ReadOnlySpan<float> target = default)
    {
        var columns = new List<TableColumn>();
        for (var i = 0; i < features.Columns; i++)
        {
            var values = new float[features.Rows];
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = features[row, i];
            }

            columns.Add(new NumberColumn($"x{i}", values));
        }

        if (!target.IsEmpty)
        {
            columns.Add(new NumberColumn("target", target.ToArray()));
        }

        return new Table(columns, null, []);
    }

    internal int[] AllRows() => [.. Enumerable.Range(0, Rows)];

    internal DataException NoColumn(string name)
    {
        var near = Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
        var names = string.Join(", ", Columns.Take(20).Select(column => column.Name)) + (Columns.Count > 20 ? ", …" : string.Empty);
        return new DataException(
            near is not null
                ? $"There is no column '{name}'; did you mean '{near.Name}'?"
                : $"There is no column '{name}'. The columns are: {names}.",
            column: name);
    }
}
