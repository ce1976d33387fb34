using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>
/// The specification's broadcasting (docs/Broadcasting.md of ONNX, the rules of NumPy): shapes are aligned at their last
/// dimension, and a size of 1, or a missing dimension, repeats.
/// </summary>
internal static class Broadcasting
{
    /// <summary>The shape two shapes repeat to.</summary>
    /// <exception cref="ModelFileException">They do not fit, or the result is too large.</exception>
    public static int[] Shape(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var shape = new int[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= shape.Length; i++)
        {
            var (sizeA, sizeB) = (i <= a.Length ? a[^i] : 1, i <= b.Length ? b[^i] : 1);
            shape[^i] = sizeA == sizeB || sizeB == 1 ? sizeA
                : sizeA == 1 ? sizeB
                : throw new ModelFileException($"The shapes {Tensor.Text(a)} and {Tensor.Text(b)} do not fit each other: {sizeA} and {sizeB} in the dimension {i} from the end.");
        }

        _ = TensorElements.Count(shape, "result");
        return shape;
    }

    /// <summary>A tensor repeated to a shape.</summary>
    /// <exception cref="ModelFileException">It does not repeat to that shape.</exception>
    public static Tensor To(Tensor tensor, int[] shape, ReadAllowance allowance)
    {
        if (tensor.Shape.AsSpan().SequenceEqual(shape))
        {
            return tensor;
        }

        return Shape(tensor.Shape, shape).AsSpan().SequenceEqual(shape)
            ? tensor.Take(shape, Positions(tensor.Shape, shape, allowance), allowance)
            : throw new ModelFileException($"The shape {tensor.ShapeText} does not repeat to {Tensor.Text(shape)}.");
    }

    /// <summary>For each element of a shape, its position in an array of a shape that repeats to it.</summary>
    public static int[] Positions(ReadOnlySpan<int> from, int[] to, ReadAllowance allowance)
    {
        var steps = new int[to.Length];
        var step = 1;
        for (var i = 1; i <= from.Length; i++)
        {
            steps[^i] = from[^i] == 1 ? 0 : step;
            step *= from[^i];
        }

        return Walk(to, steps, allowance);
    }

    /// <summary>For each element of a shape, row-major, the sum of its indices times their steps.</summary>
    public static int[] Walk(int[] shape, ReadOnlySpan<int> steps, ReadAllowance allowance)
    {
        var count = TensorElements.Count(shape, "result");
        allowance.ChargeArray<int>(count);
        var positions = new int[count];
        var index = new int[shape.Length];
        var position = 0;
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = position;
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                position += steps[d];
                if (++index[d] < shape[d])
                {
                    break;
                }

                position -= steps[d] * shape[d];
                index[d] = 0;
            }
        }

        return positions;
    }
}
