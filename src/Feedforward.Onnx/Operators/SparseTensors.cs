using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Operators;

/// <summary>Tensors of which a file holds only the elements that are not zero, filled up with zeros.</summary>
internal static class SparseTensors
{
    /// <summary>The whole tensor.</summary>
    /// <param name="sparse">The message.</param>
    /// <param name="allowance">Charged with the memory that is taken, zeros too.</param>
    /// <param name="needing">The operator that needs it.</param>
    /// <exception cref="ModelFileException">An index is outside, or indices and values are not as many.</exception>
    public static Tensor Read(SparseTensorProto sparse, ReadAllowance allowance, string needing)
    {
        if (sparse.Values is null || sparse.Indices is null)
        {
            throw new ModelFileException("A sparse tensor has no values or no indices.");
        }

        var name = sparse.Values.Name;
        var shape = TensorElements.Shape(sparse.Dimensions, name);
        var values = TensorElementKind.Read(sparse.Values, allowance, needing);
        if (values.Type is ElementType.String || TensorElementKind.Read(sparse.Indices, allowance, needing) is not TensorOf<long> indices
            || !(indices.Shape.Length == 1 ? indices.Count == values.Count : indices.Shape is [var rows, var rank] && rows == values.Count && rank == shape.Length))
        {
            throw new ModelFileException($"The sparse tensor '{name}' needs one 64-bit index, or one row of {shape.Length}, for each of its {values.Count} numbers.");
        }

        // Position 0 of this list is the zero, and position i + 1 the number i.
        var zero = values.Type.IsFloating() ? TensorElementKind.Of(values.Type, [1], new double[1], allowance)
            : values.Type.IsInteger() ? TensorElementKind.Of(values.Type, [1], new Int128[1], allowance)
            : new TensorOf<bool>(ElementType.Bool, [1], [false]);
        var count = TensorElements.Count(shape, name);
        allowance.ChargeArray<int>(count);
        var positions = new int[count];
        for (var i = 0; i < values.Count; i++)
        {
            positions[Place(indices, i, shape, count, name)] = i + 1;
        }

        return zero.Followed([values], allowance).Take(shape, positions, allowance);
    }

    private static int Place(TensorOf<long> indices, int i, int[] shape, int count, string name)
    {
        var place = 0L;
        var isInside = true;
        if (indices.Shape.Length == 1)
        {
            place = indices.Values[i];
        }
        else
        {
            for (var axis = 0; axis < shape.Length && isInside; axis++)
            {
                var index = indices.Values[(i * shape.Length) + axis];
                isInside = index >= 0 && index < shape[axis];
                place = (place * shape[axis]) + index;
            }
        }

        return isInside && place >= 0 && place < count
            ? (int)place
            : throw new ModelFileException($"The sparse tensor '{name}' has an index outside its shape {Tensor.Text(shape)}.");
    }
}
