using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>Gather: slices along an axis, chosen by number; a negative number counts from the end since opset 11.</summary>
internal static class GatherOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        var (x, chosen) = (node.Input(0), node.Input(1));
        var axis = NodeRun.Axis(node.Integer("axis", 0), x.Shape.Length);
        if (chosen.Type is not (ElementType.Int32 or ElementType.Int64))
        {
            throw new ModelFileException($"the indices are {chosen.Type}; they must be Int32 or Int64");
        }

        var indices = chosen.ToIntegers(node.Allowance);
        var size = x.Shape[axis];
        var lowest = node.Version >= 11 ? -size : 0;
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = indices[i] >= lowest && indices[i] < size
                ? indices[i] < 0 ? indices[i] + size : indices[i]
                : throw new ModelFileException($"there is no index {indices[i]} along axis {axis} of {x.ShapeText}");
        }

        int[] shape = [.. x.Shape[..axis], .. chosen.Shape, .. x.Shape[(axis + 1)..]];
        var count = TensorElements.Count(shape, "result");
        var before = TensorElements.Count(x.Shape.AsSpan(..axis), "result");
        node.Allowance.ChargeArray<int>(count);
        var positions = new int[count];
        var within = count == 0 ? 0 : TensorElements.Count(x.Shape.AsSpan((axis + 1)..), "result");
        for (var (outer, at) = (0, 0); outer < before && at < count; outer++)
        {
            foreach (var index in indices)
            {
                var start = ((outer * size) + (int)index) * within;
                for (var i = 0; i < within; i++)
                {
                    positions[at++] = start + i;
                }
            }
        }

        return [x.Take(shape, positions, node.Allowance)];
    }
}
