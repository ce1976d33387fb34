using System.Diagnostics.CodeAnalysis;

namespace Feedforward.Tabular;

/// <summary>The rows of a table in memory as a stream.</summary>
internal sealed class TableRowReader(Table table) : RowReader
{
    private int _row = -1;

    public override long Line => table.LineOf(_row);

    public override long? RowCount => table.Rows;

    public override int FieldCount => table.Columns.Count;

    public override string GetName(int ordinal) => table.Columns[ordinal].Name;

    public override int GetWidth(int ordinal) => table.Columns[ordinal] is VectorColumn vector ? vector.Width : 1;

    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal) => table.Columns[ordinal] switch
    {
        NumberColumn => typeof(float),
        VectorColumn => typeof(float[]),
        _ => typeof(string),
    };

    public override object GetValue(int ordinal) => table.Columns[ordinal].ValueAt(_row);

    public override bool IsDBNull(int ordinal) => table.Columns[ordinal].IsMissing(_row);

    public override ReadOnlySpan<char> GetText(int ordinal) => table.Columns[ordinal].TextAt(_row);

    public override ReadOnlySpan<float> GetVector(int ordinal) => ((VectorColumn)table.Columns[ordinal]).Values.Row(_row);

    public override bool Read() => ++_row < table.Rows;
}
