using System.Data.Common;
using System.Runtime.InteropServices;
using System.Text;

namespace Feedforward.Tabular;

/// <summary>
/// A column whose cells are text of unknown meaning. It is taken for numbers until a cell is none; then the cells
/// read so far, kept as they were written, become texts.
/// </summary>
internal sealed class InferringBuilder(string name, CellText text) : ColumnBuilder(name)
{
    private readonly List<float> _numbers = [];
    private readonly MemoryStream _written = new();
    private readonly List<byte> _lengths = [];
    private TextBuilder? _texts;
    private long _numberCells;
    private long _otherCells;
    private long _commaCells;
    private string _firstOther = string.Empty;
    private long _firstOtherLine;

    public override Notice? Notice =>
        _texts is null ? null
        : _commaCells == _otherCells ? new Notice(
            NoticeKind.DecimalComma,
            Name,
            $"Column '{Name}': '{NumberBuilder.Shortened(_firstOther)}' on line {_firstOtherLine} is a number with a comma, as are all cells that are no plain number, so it was read as text. If the comma stands before decimals, say that numbers have a decimal comma; if it stands between thousands, leave it out of the file.")
        : _numberCells > _otherCells ? new Notice(
            NoticeKind.MixedNumbers,
            Name,
            $"Column '{Name}': {_numberCells} cells are numbers, {_otherCells} {(_otherCells == 1 ? "is" : "are")} not (the first is '{NumberBuilder.Shortened(_firstOther)}' on line {_firstOtherLine}), so it was read as text. If they mean \"no value\", name them as missing marks.")
        : null;

    public override void Append(DbDataReader rows, int ordinal, long line)
    {
        var cell = Cell.Text(rows, ordinal);
        if (text.IsMissing(cell))
        {
            Add(float.NaN, []);
        }
        else if (text.TryNumber(cell, out var number))
        {
            var narrow = _texts is null ? NumberBuilder.Narrow(number, Name, line) : 0;
            _numberCells++;
            Add(narrow, cell);
        }
        else
        {
            if (_otherCells++ == 0)
            {
                (_firstOther, _firstOtherLine) = (cell.ToString(), line);
            }

            // One cell that is no such number settles it for the column.
            _commaCells += _commaCells == _otherCells - 1 && CellText.IsDecimalComma(cell) ? 1 : 0;
            _texts ??= AsTexts();
            _texts.Append(cell);
        }
    }

    public override void RemoveLast()
    {
        if (_texts is not null)
        {
            _texts.RemoveLast();
            return;
        }

        _numbers.RemoveAt(_numbers.Count - 1);
        _written.SetLength(_written.Length - _lengths[^1]);
        _lengths.RemoveAt(_lengths.Count - 1);
    }

    public override bool IsText => _texts is not null;

    public override CsvBlockColumn NewBlock() => new(text, mayBeText: true);

    public override void Append(CsvBlockColumn block, long line)
    {
        if (block.Texts is { } texts)
        {
            Count(texts, line);
            _texts ??= AsTexts();
            _texts.Append(block, line);
            return;
        }

        _numberCells += block.NumberCells;
        if (_texts is null)
        {
            _numbers.AddRange(block.Numbers);
            _written.Write(CollectionsMarshal.AsSpan(block.Written));
            _lengths.AddRange(block.Lengths);
        }
        else
        {
            Append(CollectionsMarshal.AsSpan(block.Written), block.Lengths, _texts);
        }
    }

    /// <summary>Counts what the cells of a block are. A text that occurs often is looked at once.</summary>
    private void Count(ByteTexts texts, long line)
    {
        var others = 0L;
        var (first, commas) = (-1, 0L);
        for (var i = 0; i < texts.Count; i++)
        {
            var cell = Encoding.UTF8.GetString(texts[i]);
            if (text.IsMissing(cell))
            {
                continue;
            }

            if (text.TryNumber(cell, out _))
            {
                _numberCells += texts.Occurrences(i);
                continue;
            }

            // Texts come in the order in which they first occur.
            first = first < 0 ? i : first;
            others += texts.Occurrences(i);
            commas += commas == others - texts.Occurrences(i) && CellText.IsDecimalComma(cell) ? texts.Occurrences(i) : 0;
        }

        if (_otherCells == 0 && first >= 0)
        {
            (_firstOther, _firstOtherLine) = (Encoding.UTF8.GetString(texts[first]), line + texts.FirstCell(first));
        }

        _commaCells += _commaCells == _otherCells && commas == others ? commas : 0;
        _otherCells += others;
    }

    public override void Reserve(int rows)
    {
        if (_texts is not null)
        {
            _texts.Reserve(rows);
            return;
        }

        _numbers.EnsureCapacity(rows);
        _lengths.EnsureCapacity(rows);
        _written.Capacity = (int)Math.Max(_written.Capacity, Math.Min(_written.Length * (double)rows / Math.Max(_numbers.Count, 1), Array.MaxLength));
    }

    public override TableColumn ToColumn() => _texts?.ToColumn() ?? new NumberColumn(Name, [.. _numbers]);

    private void Add(float number, ReadOnlySpan<char> cell)
    {
        if (_texts is not null)
        {
            _texts.Append(cell);
            return;
        }

        // A number longer than this has zeros or digits beyond any float; its text is of no use as a category.
        Span<byte> bytes = stackalloc byte[byte.MaxValue];
        var length = Encoding.UTF8.TryGetBytes(cell, bytes, out var count) ? count : Encoding.UTF8.GetBytes(cell[..64], bytes);
        _numbers.Add(number);
        _written.Write(bytes[..length]);
        _lengths.Add((byte)length);
    }

    private TextBuilder AsTexts()
    {
        var texts = new TextBuilder(Name, text);
        Append(_written.GetBuffer().AsSpan(0, (int)_written.Length), _lengths, texts);

        _numbers.Clear();
        _numbers.TrimExcess();
        _lengths.Clear();
        _lengths.TrimExcess();
        _written.SetLength(0);
        _written.Capacity = 0;
        return texts;
    }

    private static void Append(ReadOnlySpan<byte> written, List<byte> lengths, TextBuilder texts)
    {
        Span<char> cell = stackalloc char[byte.MaxValue];
        foreach (var length in lengths)
        {
            var count = Encoding.UTF8.GetChars(written[..length], cell);
            texts.Append(cell[..count]);
            written = written[length..];
        }
    }
}
