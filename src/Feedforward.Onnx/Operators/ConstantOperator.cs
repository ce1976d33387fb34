using Feedforward.Onnx.Format;

namespace Feedforward.Onnx.Operators;

/// <summary>Constant: a tensor that stands in the node itself, in one of eight forms.</summary>
internal static class ConstantOperator
{
    /// <summary>The operator.</summary>
    public static Tensor[] Run(NodeRun node)
    {
        var given = ((string Name, AttributeProto.ValueKind Kind)[])
        [
            ("value", AttributeProto.ValueKind.Tensor), ("sparse_value", AttributeProto.ValueKind.SparseTensor),
            ("value_float", AttributeProto.ValueKind.Float), ("value_floats", AttributeProto.ValueKind.Floats),
            ("value_int", AttributeProto.ValueKind.Integer), ("value_ints", AttributeProto.ValueKind.Integers),
            ("value_string", AttributeProto.ValueKind.Text), ("value_strings", AttributeProto.ValueKind.Texts),
        ];
        var values = given.Select(form => node.Attribute(form.Name, form.Kind)).OfType<AttributeProto>().ToList();
        return values.Count == 1
            ? [Value(node, values[0])]
            : throw new ModelFileException($"it has {values.Count} values; one is needed");
    }

    private static Tensor Value(NodeRun node, AttributeProto given)
    {
        node.Allowance.Charge(16L * (given.Floats.Count + given.Integers.Count + given.Texts.Count));
        return given.Kind switch
        {
            AttributeProto.ValueKind.Tensor => TensorElementKind.Read(
                given.Tensor ?? throw new ModelFileException("the attribute 'value' is empty"), node.Allowance, "Constant"),
            AttributeProto.ValueKind.SparseTensor => SparseTensors.Read(
                given.SparseTensor ?? throw new ModelFileException("the attribute 'sparse_value' is empty"), node.Allowance, "Constant"),
            AttributeProto.ValueKind.Float => new TensorOf<float>(ElementType.Float, [], [given.Float]),
            AttributeProto.ValueKind.Floats => new TensorOf<float>(ElementType.Float, [given.Floats.Count], [.. given.Floats]),
            AttributeProto.ValueKind.Integer => new TensorOf<long>(ElementType.Int64, [], [given.Integer]),
            AttributeProto.ValueKind.Integers => new TensorOf<long>(ElementType.Int64, [given.Integers.Count], [.. given.Integers]),
            AttributeProto.ValueKind.Text => Texts(node, [], [given.Text]),
            _ => Texts(node, [given.Texts.Count], given.Texts),
        };
    }

    private static Tensor Texts(NodeRun node, int[] shape, IReadOnlyList<ReadOnlyMemory<byte>> texts)
    {
        var message = new TensorProto { Name = "value", Type = ElementType.String };
        message.Dimensions.AddRange(shape.Select(size => (long)size));
        message.Texts.AddRange(texts);
        return TensorElementKind.Read(message, node.Allowance, "Constant");
    }
}
