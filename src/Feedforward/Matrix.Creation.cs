namespace Feedforward;

/// <summary>Ways to make a <see cref="Matrix{T}"/> from arrays.</summary>
public static class Matrix
{
    /// <summary>Copies a rectangular array: first index the row, second the column.</summary>
    /// <param name="values">The numbers.</param>
    public static Matrix<T> From<T>(T[,] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        var matrix = new Matrix<T>(values.GetLength(0), values.GetLength(1));
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                matrix[row, column] = values[row, column];
            }
        }

        return matrix;
    }

    /// <summary>Copies an array of rows.</summary>
    /// <param name="rows">The rows, all of one length.</param>
    /// <exception cref="ArgumentException">A row has another length than the first.</exception>
    public static Matrix<T> FromRows<T>(IReadOnlyList<T[]> rows)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rows);
        var matrix = new Matrix<T>(rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
        for (var row = 0; row < matrix.Rows; row++)
        {
            if (rows[row].Length != matrix.Columns)
            {
                throw new ArgumentException(
                    $"Row {row} has {rows[row].Length} numbers; row 0 has {matrix.Columns}.", nameof(rows));
            }

            rows[row].CopyTo(matrix.Row(row));
        }

        return matrix;
    }

    /// <summary>Copies numbers into a matrix of one column, one number a row.</summary>
    /// <param name="values">The numbers.</param>
    public static Matrix<T> Column<T>(ReadOnlySpan<T> values)
        where T : unmanaged => new(values.ToArray(), values.Length, 1);

    /// <summary>Copies numbers into a matrix of one row.</summary>
    /// <param name="values">The numbers.</param>
    public static Matrix<T> Row<T>(ReadOnlySpan<T> values)
        where T : unmanaged => new(values.ToArray(), 1, values.Length);
}
