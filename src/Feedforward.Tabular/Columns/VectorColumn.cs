using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>A column with a fixed number of numbers in each cell, such as the pixels of an image. No cell is missing.</summary>
public sealed class VectorColumn : TableColumn
{
    private readonly byte[]? _bytes;
    private readonly Lazy<Matrix<float>> _values;

    /// <summary>Creates the column over a matrix, which is not copied.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">One row a cell; every number finite.</param>
    /// <exception cref="DataException">A number is not finite.</exception>
    public VectorColumn(string name, Matrix<float> values)
        : base(name)
    {
        for (var row = 0; row < values.Rows; row++)
        {
            foreach (var value in values.Row(row))
            {
                if (!float.IsFinite(value))
                {
                    throw new DataException($"Column '{name}' has a vector with a number that is not finite in row {row + 1}.", row + 1, name);
                }
            }
        }

        _values = new Lazy<Matrix<float>>(values);
        (Count, Width) = (values.Rows, values.Columns);
    }

    /// <summary>Creates the column over whole numbers from 0 to 255, a quarter of the memory; they become 32-bit numbers where those are asked for.</summary>
    internal VectorColumn(string name, byte[] bytes, int rows, int width)
        : base(name)
    {
        _bytes = bytes;
        (Count, Width) = (rows, width);
        _values = new Lazy<Matrix<float>>(() => new Matrix<float>(Array.ConvertAll(bytes[..(rows * width)], number => (float)number), rows, width));
    }

    /// <summary>The numbers: rows are the table's rows, columns the places in the vector.</summary>
    public Matrix<float> Values => _values.Value;

    /// <summary>How many numbers each cell holds.</summary>
    public int Width { get; }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <summary>Whether the numbers are kept as bytes.</summary>
    internal bool IsBytes => _bytes is not null;

    /// <inheritdoc/>
    public override int MissingCount => 0;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => false;

    /// <inheritdoc/>
    public override string? TextAt(int row)
    {
        var numbers = (float[])ValueAt(row);
        return string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc/>
    public override TableColumn Select(ReadOnlySpan<int> rows)
    {
        if (!IsBytes)
        {
            return new VectorColumn(Name, Values.Select(rows));
        }

        var selected = new byte[rows.Length * Width];
        for (var i = 0; i < rows.Length; i++)
        {
            Bytes(rows[i]).CopyTo(selected.AsSpan(i * Width));
        }

        return new VectorColumn(Name, selected, rows.Length, Width);
    }

    /// <summary>The numbers of all rows as bytes, where they are kept so.</summary>
    internal Matrix<byte> AllBytes => new(_bytes!, Count, Width);

    /// <summary>The numbers of a row as bytes.</summary>
    internal ReadOnlySpan<byte> Bytes(int row) => _bytes.AsSpan(row * Width, Width);

    internal override object ValueAt(int row) =>
        IsBytes ? Array.ConvertAll(Bytes(row).ToArray(), number => (float)number) : Values.Row(row).ToArray();
}
