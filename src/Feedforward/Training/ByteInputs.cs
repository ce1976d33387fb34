using Feedforward.Kernels;

namespace Feedforward.Training;

/// <summary>
/// Inputs kept as bytes, a quarter of the memory, such as the pixels of images: each byte stands for the number that a
/// table of 256 gives for it. A batch becomes 32-bit numbers when it is gathered.
/// </summary>
public sealed class ByteInputs
{
    private readonly Matrix<byte> _bytes;
    private readonly int[] _rows;
    private readonly float[] _numbers;

    /// <summary>Chooses examples among rows of bytes; neither these nor <paramref name="rows"/> are copied.</summary>
    /// <param name="bytes">Any number of rows × d bytes.</param>
    /// <param name="rows">Example i is row <c>rows[i]</c> of <paramref name="bytes"/>.</param>
    /// <param name="numbers">What the bytes 0 to 255 stand for: 256 numbers, all finite.</param>
    /// <exception cref="ArgumentException">There are not 256 numbers, or a row is not inside the matrix.</exception>
    /// <exception cref="DataException">A number is not finite.</exception>
    public ByteInputs(Matrix<byte> bytes, int[] rows, ReadOnlySpan<float> numbers)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (numbers.Length != byte.MaxValue + 1)
        {
            throw new ArgumentException($"A byte has {byte.MaxValue + 1} values; {numbers.Length} numbers were given.", nameof(numbers));
        }

        foreach (var row in rows)
        {
            if ((uint)row >= (uint)bytes.Rows)
            {
                throw new ArgumentException($"Row {row} is not one of the {bytes.Rows} rows of bytes.", nameof(rows));
            }
        }

        if (!FiniteNumbers.Only(numbers))
        {
            throw new DataException("A byte stands for a number that is not finite.");
        }

        (_bytes, _rows, _numbers) = (bytes, rows, numbers.ToArray());
    }

    /// <summary>n.</summary>
    public int Rows => _rows.Length;

    /// <summary>d.</summary>
    public int Columns => _bytes.Columns;

    /// <summary>All examples as 32-bit numbers, n×d.</summary>
    public Matrix<float> ToMatrix()
    {
        var matrix = new Matrix<float>(Rows, Columns);
        for (var i = 0; i < Rows; i++)
        {
            ByteDecoding.Write(_bytes, _rows, _numbers, [i], matrix.Slice(i, 1), threads: 1);
        }

        return matrix;
    }

    /// <summary>Row i of the target becomes example <c>examples[i]</c>.</summary>
    internal void Copy(ReadOnlySpan<int> examples, Matrix<float> target, int threads) =>
        ByteDecoding.Write(_bytes, _rows, _numbers, examples, target, threads);
}
