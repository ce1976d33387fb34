namespace Feedforward.Kernels;

/// <summary>
/// A copy of a matrix that never changes and is multiplied many times, in the order in which products read it: in panels of
/// <see cref="PanelWidth"/> columns, each contiguous, row after row. One row times the matrix then reads memory from front
/// to back in whole cache lines, and a tile finds its numbers side by side.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    private readonly float[] _memory;
    private readonly int _start;

    /// <summary>Copies a matrix.</summary>
    public PackedMatrix(Matrix<float> matrix)
    {
        (Rows, Columns) = (matrix.Rows, matrix.Columns);
        var whole = Columns / PanelWidth * PanelWidth;
        var rest = Columns - whole;
        _memory = GC.AllocateUninitializedArray<float>(checked((Rows * (whole + RowStride(rest))) + Packing.CacheLine), pinned: true);
        fixed (float* source = matrix.Span, memory = _memory)
        {
            var target = Packing.Align(memory);
            _start = (int)(target - memory);
            Packing.Split(source, Columns, Rows, whole, PanelWidth, target, (nint)Rows * PanelWidth);
            Packing.Split(source + whole, Columns, Rows, rest, RowStride(rest), target + ((nint)Rows * whole), 0);
        }
    }

    /// <summary>Columns of a panel but the last: four vectors, as many chains as one row can keep going.</summary>
    public static int PanelWidth => 2 * ExamplePanel.MostExamples;

    /// <summary>Rows of the matrix.</summary>
    public int Rows { get; }

    /// <summary>Columns of the matrix.</summary>
    public int Columns { get; }

    /// <summary>The panels one after another.</summary>
    public ReadOnlySpan<float> Numbers => _memory.AsSpan(_start);

    /// <summary>How many of the columns from a panel's first one on it holds, and how far apart its rows are.</summary>
    public int PanelFrom(int column, out int rowStride)
    {
        var columns = Math.Min(PanelWidth, Columns - column);
        rowStride = RowStride(columns);
        return columns;
    }

    /// <summary>Rows begin on cache lines, but narrow ones are not stretched to fill them.</summary>
    private static int RowStride(int columns) =>
        columns < Packing.CacheLine ? columns : (columns + Packing.CacheLine - 1) / Packing.CacheLine * Packing.CacheLine;
}
