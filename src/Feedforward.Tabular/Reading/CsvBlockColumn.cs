using System.Text;

namespace Feedforward.Tabular;

/// <summary>
/// The cells that one column has in one block of a CSV text: numbers as long as all are (and unless they are known to be
/// texts), then texts. The block's builder takes them over, in the order of the blocks.
/// </summary>
internal sealed class CsvBlockColumn
{
    private const int LongestNumber = byte.MaxValue;
    private readonly CellText _text;
    private readonly bool _mayBeText;
    private readonly ByteTexts _texts = new();

    /// <param name="text">What a cell's text can mean.</param>
    /// <param name="mayBeText">Whether a cell that is no number makes a column of texts, or is an error.</param>
    public CsvBlockColumn(CellText text, bool mayBeText)
    {
        _text = text;
        _mayBeText = mayBeText;
    }

    /// <summary>The numbers, NaN for a missing cell; empty where the cells are texts.</summary>
    public List<float> Numbers { get; } = [];

    /// <summary>The numbers as they were written, one after another.</summary>
    public List<byte> Written { get; } = [];

    /// <summary>How many bytes of <see cref="Written"/> each cell has; 0 for a missing cell.</summary>
    public List<byte> Lengths { get; } = [];

    /// <summary>How many cells of <see cref="Numbers"/> are not missing.</summary>
    public int NumberCells { get; private set; }

    /// <summary>The distinct texts, missing marks among them; null where the cells are numbers.</summary>
    public ByteTexts? Texts { get; private set; }

    /// <summary>For each cell the place of its text in <see cref="Texts"/>.</summary>
    public List<int> Codes { get; } = [];

    /// <summary>Begins another block.</summary>
    /// <param name="isText">Whether the column is known to hold texts.</param>
    public void Clear(bool isText)
    {
        Numbers.Clear();
        Written.Clear();
        Lengths.Clear();
        Codes.Clear();
        NumberCells = 0;
        _texts.Clear();
        Texts = isText ? _texts : null;
    }

    /// <summary>Takes the next cell; false where it asks for more than is known here.</summary>
    /// <param name="cell">The cell without blanks around it.</param>
    public bool Append(ReadOnlySpan<byte> cell)
    {
        if (Texts is not null)
        {
            Codes.Add(Texts.Add(cell, Codes.Count));
            return true;
        }

        if (_text.MayBeMissing(cell) && IsMissing(cell))
        {
            return AppendNumber(float.NaN, []);
        }

        if (PlainNumber.TryRead(cell, _text.DecimalPoint, out var number))
        {
            NumberCells++;
            return AppendNumber((float)number, cell);
        }

        Span<char> chars = stackalloc char[LongestNumber];
        if (cell.Length > LongestNumber)
        {
            return false;
        }

        if (_text.TryNumber(chars[..Encoding.UTF8.GetChars(cell, chars)], out number))
        {
            NumberCells++;
            return AppendNumber((float)number, cell);
        }

        if (!_mayBeText)
        {
            return false;
        }

        BecomeTexts();
        return Append(cell);
    }

    private bool AppendNumber(float number, ReadOnlySpan<byte> cell)
    {
        Numbers.Add(number);
        Written.AddRange(cell);
        Lengths.Add((byte)cell.Length);
        return !float.IsInfinity(number) && cell.Length <= LongestNumber;
    }

    private bool IsMissing(ReadOnlySpan<byte> cell)
    {
        Span<char> chars = stackalloc char[LongestNumber];
        return cell.Length <= LongestNumber
            ? _text.IsMissing(chars[..Encoding.UTF8.GetChars(cell, chars)])
            : _text.IsMissing(Encoding.UTF8.GetString(cell));
    }

    private void BecomeTexts()
    {
        Texts = _texts;
        var written = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(Written);
        foreach (var length in Lengths)
        {
            Codes.Add(Texts.Add(written[..length], Codes.Count));
            written = written[length..];
        }

        Numbers.Clear();
        NumberCells = 0;
    }
}
