using System.Data.Common;

namespace Feedforward.Tabular;

/// <summary>Gathers rows of a reader into columns, a block at a time or all at once.</summary>
internal sealed class TableAssembler
{
    private readonly DbDataReader _rows;
    private readonly int[] _ordinals;
    private readonly ColumnBuilder[] _columns;
    private readonly LineNumbers _lines = new();
    private readonly int _threads;
    private long _row;

    /// <param name="rows">Where the rows come from.</param>
    /// <param name="options">How cells are read.</param>
    /// <param name="wanted">Which columns to take; null for all.</param>
    /// <param name="rowsBefore">How many rows of the stream were read before.</param>
    public TableAssembler(DbDataReader rows, ReadOptions options, Func<string, bool>? wanted = null, long rowsBefore = 0)
    {
        _rows = rows;
        _row = rowsBefore;
        _threads = options.Threads;
        var text = new CellText(options);
        _ordinals = [.. Enumerable.Range(0, rows.FieldCount).Where(i => wanted is null || wanted(rows.GetName(i)))];
        _columns = [.. _ordinals.Select(i => ColumnBuilder.For(
            rows, i, options, options.MissingMarksOf.TryGetValue(rows.GetName(i), out var marks) ? new CellText(options with { MissingMarks = marks }) : text))];
    }

    public int Count => _lines.Count;

    /// <summary>The row the reader stands on, as its source counts.</summary>
    public long Line => _rows is RowReader reader ? reader.Line : _row;

    /// <summary>Reads one more row; false at the end.</summary>
    /// <exception cref="DataException">The row cannot be read; it is as if it had not been there.</exception>
    public bool Read()
    {
        if (!_rows.Read())
        {
            return false;
        }

        _row++;
        var line = Line;
        var taken = 0;
        try
        {
            for (; taken < _columns.Length; taken++)
            {
                _columns[taken].Append(_rows, _ordinals[taken], line);
            }
        }
        catch (DataException)
        {
            while (--taken >= 0)
            {
                _columns[taken].RemoveLast();
            }

            throw;
        }

        _lines.Add(line);
        return true;
    }

    /// <summary>A block of a CSV text, to be filled and read.</summary>
    public CsvBlock NewBlock(int length) => new(length, Array.ConvertAll(_columns, column => column.NewBlock()));

    /// <summary>Makes a block ready for other rows.</summary>
    public void Clear(CsvBlock block)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            block.Columns[i].Clear(_columns[i].IsText);
        }
    }

    /// <summary>Takes memory for so many rows, as far as can be told.</summary>
    public void Reserve(int rows)
    {
        foreach (var column in _columns)
        {
            column.Reserve(rows);
        }
    }

    /// <summary>Takes the rows of a regular block, one a line.</summary>
    public void Append(CsvBlock block, long line)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Append(block.Columns[i], line);
        }

        _lines.AddRows(line, block.Rows);
        _row += block.Rows;
    }

    public Table ToTable()
    {
        var notices = new List<Notice>(_rows is RowReader reader ? reader.Notices : []);
        notices.AddRange(_columns.Select(column => column.Notice).OfType<Notice>());
        var columns = new TableColumn[_columns.Length];
        RowBlocks.All(columns.Length, Count < RowBlocks.Many ? 1 : _threads, i => columns[i] = _columns[i].ToColumn());
        return new Table(columns, _lines, notices);
    }
}
