using Feedforward.Kernels;

namespace Feedforward.Tests.Kernels;

public sealed class PackedMatrixTests
{
    [Theory]
    [InlineData(3, 5)]
    [InlineData(1000, 64)]
    [InlineData(200, 65)]
    [InlineData(100, 128)]
    [InlineData(100, 200)]
    public void Panels_hold_the_matrix(int rows, int columns)
    {
        var matrix = Numbers.Normal(rows, columns, 1);
        var packed = new PackedMatrix(matrix);
        var begin = 0;
        for (int j = 0, count; j < columns; j += count)
        {
            count = packed.PanelFrom(j, out var stride);
            for (var i = 0; i < rows; i++)
            {
                Numbers.SameBits(matrix.Row(i).Slice(j, count), packed.Numbers.Slice(begin + (i * stride), count), $"row {i} from column {j}");
            }

            begin += rows * stride;
        }

        Assert.InRange(packed.Numbers.Length, begin, (rows * columns * 2) + Packing.CacheLine);
    }
}
