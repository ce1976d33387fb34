using System.Runtime.CompilerServices;

namespace Feedforward;

/// <summary>
/// A dense matrix stored row after row: rows are examples, columns are features. It is a view over an array
/// (or over a part of one), so copying the struct does not copy the numbers.
/// </summary>
/// <typeparam name="T"><see cref="float"/> for data and training, <see cref="double"/> for checks.</typeparam>
public readonly struct Matrix<T>
    where T : unmanaged
{
    private readonly T[] _values;
    private readonly int _offset;

    /// <summary>A matrix of zeros.</summary>
    /// <param name="rows">Number of rows (examples), 0 or more.</param>
    /// <param name="columns">Number of columns (features), 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative, or the matrix would exceed 2³¹−1 elements.</exception>
    public Matrix(int rows, int columns)
        : this(new T[ElementCount(rows, columns)], 0, rows, columns)
    {
    }

    /// <summary>A view of <paramref name="values"/> as a matrix; the numbers are not copied.</summary>
    /// <param name="values">At least rows × columns numbers, row after row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="ArgumentException">The array is too short.</exception>
    public Matrix(T[] values, int rows, int columns)
        : this(values, 0, rows, columns)
    {
    }

    /// <summary>A view of the part of <paramref name="values"/> that begins at <paramref name="offset"/>.</summary>
    /// <param name="values">The array that holds the numbers, row after row.</param>
    /// <param name="offset">Where in the array the first row begins.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="ArgumentException">The array is too short.</exception>
    public Matrix(T[] values, int offset, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = ElementCount(rows, columns);
        if ((uint)offset > (uint)values.Length || count > values.Length - offset)
        {
            throw new ArgumentException(
                $"A {rows}×{columns} matrix from position {offset} needs {(long)offset + count} numbers; the array has {values.Length}.",
                nameof(values));
        }

        _values = values;
        _offset = offset;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>Number of rows (examples).</summary>
    public int Rows { get; }

    /// <summary>Number of columns (features).</summary>
    public int Columns { get; }

    /// <summary>Whether the matrix has no element.</summary>
    public bool IsEmpty => Rows == 0 || Columns == 0;

    /// <summary>All numbers, row after row.</summary>
    public Span<T> Span => new(_values, _offset, Rows * Columns);

    /// <summary>The element in a row and a column, both counted from 0.</summary>
    public ref T this[int row, int column]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)row >= (uint)Rows || (uint)column >= (uint)Columns)
            {
                ThrowOutside(row, column);
            }

            return ref _values[_offset + (row * Columns) + column];
        }
    }

    /// <summary>One row, as a span of <see cref="Columns"/> numbers.</summary>
    /// <param name="row">The row, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row is not inside the matrix.</exception>
    public Span<T> Row(int row)
    {
        if ((uint)row >= (uint)Rows)
        {
            ThrowOutside(row, 0);
        }

        return new(_values, _offset + (row * Columns), Columns);
    }

    /// <summary>A view of <paramref name="count"/> consecutive rows.</summary>
    /// <param name="start">The first row, counted from 0.</param>
    /// <param name="count">How many rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all inside the matrix.</exception>
    public Matrix<T> Slice(int start, int count)
    {
        if ((uint)start > (uint)Rows || (uint)count > (uint)(Rows - start))
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), $"Rows {start} to {start + count} are not inside a matrix of {Rows} rows.");
        }

        return new Matrix<T>(_values, _offset + (start * Columns), count, Columns);
    }

    /// <summary>A view of the numbers from a position on as a matrix of another shape.</summary>
    internal Matrix<T> View(int start, int rows, int columns) => new(_values, _offset + start, rows, columns);

    /// <summary>A matrix that holds copies of the given rows, in the given order.</summary>
    /// <param name="rows">Row numbers counted from 0; a row may be taken more than once.</param>
    public Matrix<T> Select(ReadOnlySpan<int> rows)
    {
        var selection = new Matrix<T>(rows.Length, Columns);
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(selection.Row(i));
        }

        return selection;
    }

    private static int ElementCount(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        var count = (long)rows * columns;
        return count <= Array.MaxLength
            ? (int)count
            : throw new ArgumentOutOfRangeException(
                nameof(rows), $"A {rows}×{columns} matrix has {count} elements; the most is {Array.MaxLength}.");
    }

    private void ThrowOutside(int row, int column) =>
        throw new ArgumentOutOfRangeException(
            nameof(row), $"Row {row}, column {column} is not inside a {Rows}×{Columns} matrix.");
}
