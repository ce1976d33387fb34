using System.Text;
using System.Text.Unicode;

namespace Feedforward.Tabular;

/// <summary>
/// Whole rows of a CSV text as bytes, to be read at the same time as other blocks. Only what is regular is read here: no
/// quotes, no empty lines, as many cells in each row as there are columns, valid UTF-8. Anything else is left to
/// <see cref="CsvRows"/>, which reads it row by row and knows what to say about it.
/// </summary>
internal sealed class CsvBlock(int length, CsvBlockColumn[] columns)
{
    // A row that may be longer than the options allow is not regular.
    private const int LongestRow = 1 << 15;

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>Where the block's bytes go.</summary>
    public byte[] Buffer { get; } = new byte[length];

    /// <summary>How many bytes the rows have.</summary>
    public int Length { get; set; }

    /// <summary>The bytes of the rows.</summary>
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(0, Length);

    /// <summary>Whether all rows are regular and were read.</summary>
    public bool IsRegular { get; private set; }

    /// <summary>The cells of each column.</summary>
    public IReadOnlyList<CsvBlockColumn> Columns => columns;

    /// <summary>Reads the rows.</summary>
    public void Parse(byte delimiter)
    {
        Rows = 0;
        IsRegular = false;
        var rest = Bytes;
        if (rest.ContainsAny((byte)'"', (byte)0) || !Utf8.IsValid(rest))
        {
            return;
        }

        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf((byte)'\n');
            var row = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            row = row is [.., (byte)'\r'] ? row[..^1] : row;
            if (row.IsEmpty || row.Length > LongestRow || !ParseRow(row, delimiter))
            {
                return;
            }

            Rows++;
        }

        IsRegular = true;
    }

    private bool ParseRow(ReadOnlySpan<byte> row, byte delimiter)
    {
        for (var i = 0; i < columns.Length; i++)
        {
            var end = row.IndexOfAny(delimiter, (byte)'\r');
            var isLast = i == columns.Length - 1;
            if (isLast != (end < 0) || (end >= 0 && row[end] == '\r'))
            {
                return false;
            }

            if (!TryTrim(isLast ? row : row[..end], out var cell) || !columns[i].Append(cell))
            {
                return false;
            }

            row = row[(end + 1)..];
        }

        return true;
    }

    /// <summary>Removes blanks of ASCII; false where there may be others.</summary>
    private static bool TryTrim(ReadOnlySpan<byte> cell, out ReadOnlySpan<byte> trimmed)
    {
        trimmed = cell;
        if (cell.IsEmpty || (IsVisible(cell[0]) && IsVisible(cell[^1])))
        {
            return true;
        }

        trimmed = cell.Trim(" \t\n\v\f\r"u8);
        if (trimmed.IsEmpty)
        {
            return true;
        }

        _ = Rune.DecodeFromUtf8(trimmed, out var first, out _);
        _ = Rune.DecodeLastFromUtf8(trimmed, out var last, out _);
        return !Rune.IsWhiteSpace(first) && !Rune.IsWhiteSpace(last);
    }

    private static bool IsVisible(byte letter) => letter is > (byte)' ' and < 0x7F;
}
