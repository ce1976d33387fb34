using System.Diagnostics.CodeAnalysis;
using Parquet;
using Parquet.Schema;

namespace Feedforward.Tabular;

/// <summary>One column of the current row group.</summary>
internal abstract class ParquetColumn(DataField field)
{
    private const DynamicallyAccessedMemberTypes FieldTypeMembers =
        DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;

    public string Name { get; } = field.Path.ToString();

    [DynamicallyAccessedMembers(FieldTypeMembers)]
    public abstract Type Type { get; }

    /// <summary>The value in a row of the group, or null.</summary>
    public abstract object? this[int row] { get; }

    protected DataField Field { get; } = field;

    public abstract ValueTask Load(ParquetRowGroupReader group, int rows);

    /// <summary>The reader for a column's type, or null where the type means nothing to a model.</summary>
    /// <remarks>Each type is spelled out so that ahead-of-time compilation knows it.</remarks>
    public static ParquetColumn? For(DataField field)
    {
        var type = field.ClrType;
        return type == typeof(string) || type == typeof(ReadOnlyMemory<char>) ? new Text(field)
            : type == typeof(float) ? new Values<float>(field)
            : type == typeof(double) ? new Values<double>(field)
            : type == typeof(decimal) ? new Values<decimal>(field)
            : type == typeof(bool) ? new Values<bool>(field)
            : type == typeof(byte) ? new Values<byte>(field)
            : type == typeof(sbyte) ? new Values<sbyte>(field)
            : type == typeof(short) ? new Values<short>(field)
            : type == typeof(ushort) ? new Values<ushort>(field)
            : type == typeof(int) ? new Values<int>(field)
            : type == typeof(uint) ? new Values<uint>(field)
            : type == typeof(long) ? new Values<long>(field)
            : type == typeof(ulong) ? new Values<ulong>(field)
            : type == typeof(DateTime) ? new Values<DateTime>(field)
            : type == typeof(DateOnly) ? new Values<DateOnly>(field)
            : type == typeof(Guid) ? new Values<Guid>(field)
            : null;
    }

    private sealed class Values<[DynamicallyAccessedMembers(FieldTypeMembers)] T>(DataField field) : ParquetColumn(field)
        where T : struct
    {
        private T[] _values = [];
        private T?[] _nullable = [];

        [DynamicallyAccessedMembers(FieldTypeMembers)]
        public override Type Type => typeof(T);

        public override object? this[int row] => Field.IsNullable ? _nullable[row] : _values[row];

        public override ValueTask Load(ParquetRowGroupReader group, int rows)
        {
            if (Field.IsNullable)
            {
                _nullable = new T?[rows];
                return group.ReadAsync<T>(Field, _nullable.AsMemory());
            }

            _values = new T[rows];
            return group.ReadAsync<T>(Field, _values.AsMemory());
        }
    }

    private sealed class Text(DataField field) : ParquetColumn(field)
    {
        private string?[] _values = [];

        [DynamicallyAccessedMembers(FieldTypeMembers)]
        public override Type Type => typeof(string);

        public override object? this[int row] => _values[row];

        public override ValueTask Load(ParquetRowGroupReader group, int rows)
        {
            _values = new string?[rows];
            return group.ReadAsync(Field, _values.AsMemory());
        }
    }
}
