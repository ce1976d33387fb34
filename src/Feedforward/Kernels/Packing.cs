using System.Runtime.Intrinsics;

namespace Feedforward.Kernels;

/// <summary>Copies of blocks of a matrix in the order in which a tile reads them. Strides count elements.</summary>
internal static unsafe class Packing
{
    /// <summary>
    /// A panel of B: target[step·width + j] = source[step·stepStride + j·columnStride], zeros from column
    /// <paramref name="valid"/> on.
    /// </summary>
    public static void Panel(float* source, nint stepStride, nint columnStride, int depth, int valid, int width, float* target)
    {
        if (columnStride == 1)
        {
            for (var step = 0; step < depth; step++, target += width, source += stepStride)
            {
                new ReadOnlySpan<float>(source, valid).CopyTo(new Span<float>(target, valid));
                new Span<float>(target + valid, width - valid).Clear();
            }

            return;
        }

        // B is read transposed: its columns are contiguous in memory, so several of them are interleaved at a time.
        var j = 0;
        for (; j + 8 <= valid; j += 8)
        {
            Interleave8(source + (j * columnStride), columnStride, stepStride, depth, target + j, width);
        }

        for (; j < width; j++)
        {
            for (var step = 0; step < depth; step++)
            {
                target[(step * (nint)width) + j] = j < valid ? source[(j * columnStride) + (step * stepStride)] : 0;
            }
        }
    }

    /// <summary>The rows of one tile of A: target[step·height + row] = source[row·rowStride + step·stepStride].</summary>
    public static void Rows(float* source, nint rowStride, nint stepStride, int depth, int height, float* target)
    {
        if (rowStride == 1)
        {
            for (var step = 0; step < depth; step++, target += height, source += stepStride)
            {
                new ReadOnlySpan<float>(source, height).CopyTo(new Span<float>(target, height));
            }

            return;
        }

        var row = 0;
        for (; row + 4 <= height; row += 4)
        {
            Interleave4(source + (row * rowStride), rowStride, stepStride, depth, target + row, height);
        }

        for (; row < height; row++)
        {
            for (var step = 0; step < depth; step++)
            {
                target[(step * (nint)height) + row] = source[(row * rowStride) + (step * stepStride)];
            }
        }
    }

    private static void Interleave8(float* source, nint stride, nint stepStride, int depth, float* target, nint targetStride)
    {
        float* s1 = source + stride, s2 = s1 + stride, s3 = s2 + stride, s4 = s3 + stride, s5 = s4 + stride, s6 = s5 + stride, s7 = s6 + stride;
        for (nint step = 0, k = 0; step < depth; step++, k += stepStride, target += targetStride)
        {
            Vector256.Create(source[k], s1[k], s2[k], s3[k], s4[k], s5[k], s6[k], s7[k]).Store(target);
        }
    }

    private static void Interleave4(float* source, nint stride, nint stepStride, int depth, float* target, nint targetStride)
    {
        float* s1 = source + stride, s2 = s1 + stride, s3 = s2 + stride;
        for (nint step = 0, k = 0; step < depth; step++, k += stepStride, target += targetStride)
        {
            Vector128.Create(source[k], s1[k], s2[k], s3[k]).Store(target);
        }
    }
}
