namespace Feedforward.Tabular;

/// <summary>A named column of a <see cref="Table"/>: <see cref="NumberColumn"/>, <see cref="TextColumn"/> or <see cref="VectorColumn"/>.</summary>
public abstract class TableColumn
{
    private protected TableColumn(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>How many rows the column has.</summary>
    public abstract int Count { get; }

    /// <summary>How many cells have no value.</summary>
    public abstract int MissingCount { get; }

    /// <summary>What counting through the cells shows; filled in by <see cref="ColumnFacts.Of"/>. As columns never change, it may be counted twice but never differently.</summary>
    internal ColumnFacts? Facts { get; set; }

    /// <summary>Whether the cell of a row has no value.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public abstract bool IsMissing(int row);

    /// <summary>The cell of a row as invariant text; null where it is missing.</summary>
    /// <param name="row">The row, counted from 0.</param>
    public abstract string? TextAt(int row);

    /// <summary>A column of copies of the given rows, in the given order.</summary>
    /// <param name="rows">Row numbers counted from 0; a row may be taken more than once.</param>
    public abstract TableColumn Select(ReadOnlySpan<int> rows);

    internal abstract object ValueAt(int row);
}
