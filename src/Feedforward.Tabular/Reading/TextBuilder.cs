using System.Data.Common;
using System.Text;

namespace Feedforward.Tabular;

/// <summary>A column of texts.</summary>
internal sealed class TextBuilder(string name, CellText text) : ColumnBuilder(name)
{
    private readonly List<int> _codes = [];
    private readonly TextDictionary _values = new();

    public override void Append(DbDataReader rows, int ordinal, long line) => Append(Cell.Text(rows, ordinal));

    public void Append(ReadOnlySpan<char> cell) => _codes.Add(text.IsMissing(cell) ? TextColumn.Missing : _values.CodeOf(cell));

    public override void RemoveLast() => _codes.RemoveAt(_codes.Count - 1);

    public override CsvBlockColumn NewBlock() => new(text, isText: true, mayBeText: true);

    public override void Append(CsvBlockColumn block, long line)
    {
        var texts = block.Texts!;
        var codes = new int[texts.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            var cell = Encoding.UTF8.GetString(texts[i]);
            codes[i] = text.IsMissing(cell) ? TextColumn.Missing : _values.CodeOf(cell);
        }

        foreach (var place in block.Codes)
        {
            _codes.Add(codes[place]);
        }
    }

    public override TableColumn ToColumn() => new TextColumn(Name, [.. _codes], [.. _values.Values]);
}
