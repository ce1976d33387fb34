using System.Runtime.InteropServices;

namespace Feedforward.Tabular;

/// <summary>Of the rows of a block that judge a model: what is predicted and what is true.</summary>
/// <param name="Outputs">The network's outputs, a row for each.</param>
/// <param name="Linear">Those of a linear model; empty without one, or where its numbers are too extreme.</param>
/// <param name="Numbers">The targets of a regression, else empty.</param>
/// <param name="Classes">The classes of the others, else empty.</param>
/// <param name="Rows">How many rows the block has.</param>
/// <param name="Skipped">How many of them have no target.</param>
/// <param name="HasLinearFailed">Whether the linear model's numbers were too extreme.</param>
internal readonly record struct JudgedBlock(
    Matrix<float> Outputs, Matrix<float> Linear, float[] Numbers, int[] Classes, int Rows, int Skipped, bool HasLinearFailed)
{
    public static JudgedBlock Read(BinaryReader reader)
    {
        var (outputs, linear) = (Matrix(reader), Matrix(reader));
        return new JudgedBlock(outputs, linear, Array<float>(reader), Array<int>(reader), reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean());
    }

    public void Write(BinaryWriter writer)
    {
        Write(writer, Outputs);
        Write(writer, Linear);
        Write<float>(writer, Numbers);
        Write<int>(writer, Classes);
        writer.Write(Rows);
        writer.Write(Skipped);
        writer.Write(HasLinearFailed);
    }

    private static void Write(BinaryWriter writer, Matrix<float> matrix)
    {
        writer.Write(matrix.Rows);
        writer.Write(matrix.Columns);
        Write<float>(writer, matrix.Rows * matrix.Columns == 0 ? [] : matrix.Span);
    }

    private static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        writer.Write(numbers.Length);
        writer.Write(MemoryMarshal.AsBytes(numbers));
    }

    private static Matrix<float> Matrix(BinaryReader reader)
    {
        var (rows, columns) = (reader.ReadInt32(), reader.ReadInt32());
        return new Matrix<float>(Array<float>(reader), rows, columns);
    }

    private static T[] Array<T>(BinaryReader reader)
        where T : unmanaged
    {
        var numbers = new T[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
