using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>A column with a fixed number of numbers in each cell, such as the pixels of an image. No cell is missing.</summary>
public sealed class VectorColumn : TableColumn
{
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

        Values = values;
    }

    /// <summary>The numbers: rows are the table's rows, columns the places in the vector.</summary>
    public Matrix<float> Values { get; }

    /// <summary>How many numbers each cell holds.</summary>
    public int Width => Values.Columns;

    /// <inheritdoc/>
    public override int Count => Values.Rows;

    /// <inheritdoc/>
    public override int MissingCount => 0;

    /// <inheritdoc/>
    public override bool IsMissing(int row) => false;

    /// <inheritdoc/>
    public override string? TextAt(int row)
    {
        var numbers = Values.Row(row).ToArray();
        return string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc/>
    public override TableColumn Select(ReadOnlySpan<int> rows) => new VectorColumn(Name, Values.Select(rows));

    internal override object ValueAt(int row) => Values.Row(row).ToArray();
}
