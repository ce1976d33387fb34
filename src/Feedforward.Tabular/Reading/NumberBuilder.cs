using System.Data.Common;

namespace Feedforward.Tabular;

/// <summary>A column known to hold numbers: anything else in it is an error.</summary>
internal sealed class NumberBuilder(string name, CellText text) : ColumnBuilder(name)
{
    private readonly List<float> _values = [];

    public override void Append(DbDataReader rows, int ordinal, long line)
    {
        if (rows is RowReader { IsUntyped: true } untyped)
        {
            var cell = untyped.GetText(ordinal);
            _values.Add(
                text.IsMissing(cell) ? float.NaN
                : text.TryNumber(cell, out var number) ? Narrow(number, Name, line)
                : throw NotANumber(cell.ToString(), Name, line));
            return;
        }

        var value = rows.GetValue(ordinal);
        _values.Add(Cell.Number(value, text) is { } known ? Narrow(known, Name, line) : throw NotANumber(Cell.Text(value), Name, line));
    }

    public override void RemoveLast() => _values.RemoveAt(_values.Count - 1);

    public override CsvBlockColumn NewBlock() => new(text, mayBeText: false);

    public override void Append(CsvBlockColumn block, long line) => _values.AddRange(block.Numbers);

    public override void Reserve(int rows) => _values.EnsureCapacity(rows);

    public override TableColumn ToColumn() => new NumberColumn(Name, [.. _values]);

    /// <summary>The number in 32 bits.</summary>
    /// <exception cref="DataException">It is too large for them, or infinite.</exception>
    internal static float Narrow(double number, string name, long line)
    {
        var narrow = (float)number;
        return float.IsInfinity(narrow)
            ? throw new DataException(
                $"Line {line}, column '{name}': {Cell.Text(number)} is too large; numbers reach {float.MaxValue:R}. Scale the column, or mark the cell as missing.", line, name)
            : narrow;
    }

    internal static DataException NotANumber(string cell, string name, long line) => new(
        $"Line {line}, column '{name}': '{Shortened(cell)}' is not a number. Mend the cell, name the text as a missing mark, or declare the column a category.",
        line,
        name);

    internal static string Shortened(string cell) => cell.Length <= 40 ? cell : cell[..40] + "…";
}
