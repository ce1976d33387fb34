using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>Concat: tensors one behind the other along an axis.</summary>
internal static class ConcatOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        var parts = node.AllInputs();
        var first = node.Input(0);
        var axis = NodeRun.Axis(
            node.Attribute("axis", AttributeProto.ValueKind.Integer)?.Integer ?? throw new ModelFileException("the attribute 'axis' is missing"),
            first.Shape.Length);
        var size = 0L;
        foreach (var part in parts)
        {
            if (part.Type != first.Type || part.Shape.Length != first.Shape.Length
                || part.Shape.Where((other, i) => i != axis && other != first.Shape[i]).Any())
            {
                throw new ModelFileException(
                    $"{part.Type} {part.ShapeText} cannot stand behind {first.Type} {first.ShapeText} along axis {axis}");
            }

            size += part.Shape[axis];
        }

        var shape = TensorElements.Shape([.. first.Shape.Select((other, i) => i == axis ? size : other)], "result");
        var all = first.Followed(parts[1..], node.Allowance);
        node.Allowance.ChargeArray<int>(all.Count);
        var positions = new int[all.Count];
        var within = positions.Length == 0 ? 0 : TensorElements.Count(first.Shape.AsSpan((axis + 1)..), "result");
        var at = 0;
        for (var outer = 0; at < positions.Length; outer++)
        {
            var start = 0;
            foreach (var part in parts)
            {
                var run = part.Shape[axis] * within;
                for (var i = 0; i < run; i++)
                {
                    positions[at++] = start + (outer * run) + i;
                }

                start += part.Count;
            }
        }

        return [all.Take(shape, positions, node.Allowance)];
    }
}
