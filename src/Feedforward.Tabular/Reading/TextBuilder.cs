using System.Data.Common;
using System.Runtime.InteropServices;
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

    public override bool IsText => true;

    public override CsvBlockColumn NewBlock() => new(text, mayBeText: true);

    public override void Append(CsvBlockColumn block, long line)
    {
        var texts = block.Texts!;
        var codes = new int[texts.Count];
        for (var i = 0; i < codes.Length; i++)
        {
            var cell = Encoding.UTF8.GetString(texts[i]);
            codes[i] = text.IsMissing(cell) ? TextColumn.Missing : _values.CodeOf(cell);
        }

        var before = _codes.Count;
        CollectionsMarshal.SetCount(_codes, before + block.Codes.Count);
        var added = CollectionsMarshal.AsSpan(_codes)[before..];
        var places = CollectionsMarshal.AsSpan(block.Codes);
        for (var i = 0; i < added.Length; i++)
        {
            added[i] = codes[places[i]];
        }
    }

    public override void Reserve(int rows) => _codes.EnsureCapacity(rows);

    public override TableColumn ToColumn() => new TextColumn(Name, [.. _codes], [.. _values.Values]);
}
