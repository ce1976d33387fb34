using System.Data.Common;

namespace Feedforward.Tabular;

/// <summary>A column of vectors of one width, which the first row sets.</summary>
internal sealed class VectorBuilder(string name) : ColumnBuilder(name)
{
    private float[] _values = [];
    private int _width = -1;
    private int _count;

    public override void Append(DbDataReader rows, int ordinal, long line)
    {
        var vector = rows is RowReader reader ? reader.GetVector(ordinal) : rows.GetValue(ordinal) switch
        {
            float[] numbers => numbers,
            double[] numbers => Array.ConvertAll(numbers, number => (float)number),
            _ => throw new DataException($"Row {line}, column '{Name}': a vector is missing.", line, Name),
        };
        if (_width < 0)
        {
            _width = vector.Length;
            var known = (rows as RowReader)?.RowCount ?? 0;
            _values = new float[Capacity(Math.Max(known, 16))];
        }

        if (vector.Length != _width)
        {
            throw new DataException($"Row {line}, column '{Name}': the vector has {vector.Length} numbers; the rows before it have {_width}.", line, Name);
        }

        if ((long)(_count + 1) * _width > _values.Length)
        {
            Array.Resize(ref _values, Capacity(_count * 2L));
        }

        vector.CopyTo(_values.AsSpan(_count++ * _width));
    }

    public override void RemoveLast() => _count--;

    public override TableColumn ToColumn() => new VectorColumn(Name, new Matrix<float>(_values, _count, Math.Max(_width, 0)));

    /// <summary>A claimed row count is not trusted beyond 512 Mi numbers; reading more grows the array as it goes.</summary>
    private int Capacity(long rows)
    {
        var wanted = Math.Min(rows * Math.Max(_width, 1), _count == 0 ? 1 << 29 : Array.MaxLength);
        return wanted >= (_count + 1L) * _width
            ? (int)wanted
            : throw new DataException($"Column '{Name}': {_count + 1} vectors of {_width} numbers do not fit into memory. Take fewer rows.", column: Name);
    }
}
