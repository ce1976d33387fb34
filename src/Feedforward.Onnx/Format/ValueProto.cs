using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>The name, type and shape of what goes into or out of a graph: ONNX's ValueInfoProto with a tensor type.</summary>
internal sealed class ValueProto : IWireMessage
{
    /// <summary>The value's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its elements are.</summary>
    public ElementType Type { get; set; }

    /// <summary>Whether it is a tensor; false for sequences, maps and optional values, of which nothing more is kept.</summary>
    public bool IsTensor { get; set; } = true;

    /// <summary>Whether a shape is given; without one any will do.</summary>
    public bool HasShape { get; set; } = true;

    /// <summary>The shape; a size of −1 is free and has a name.</summary>
    public List<Dimension> Shape { get; } = [];

    /// <summary>For people.</summary>
    public string Documentation { get; set; } = "";

    /// <summary>Reads the message.</summary>
    public static ValueProto Read(WireReader reader)
    {
        var value = new ValueProto { IsTensor = false, HasShape = false };
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: value.Name = reader.Text(); break;
                case 2: ReadType(value, reader.Nested()); break;
                case 3: value.Documentation = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        return value;
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        writer.Text(1, Name);
        if (IsTensor)
        {
            writer.Message(2, new TypeMessage(this));
        }

        if (Documentation.Length > 0)
        {
            writer.Text(3, Documentation);
        }
    }

    private static void ReadType(ValueProto value, WireReader type)
    {
        while (type.NextField(out var field))
        {
            if (field == 1)
            {
                value.IsTensor = true;
                ReadTensorType(value, type.Nested());
            }
            else
            {
                type.Skip();
            }
        }
    }

    private static void ReadTensorType(ValueProto value, WireReader tensor)
    {
        while (tensor.NextField(out var field))
        {
            switch (field)
            {
                case 1: value.Type = (ElementType)tensor.Integer(); break;
                case 2: ReadShape(value, tensor.Nested()); break;
                default: tensor.Skip(); break;
            }
        }
    }

    private static void ReadShape(ValueProto value, WireReader shape)
    {
        value.HasShape = true;
        while (shape.NextField(out var field))
        {
            if (field == 1)
            {
                value.Shape.Add(Dimension.Read(shape.Nested()));
            }
            else
            {
                shape.Skip();
            }
        }
    }

    /// <summary>TypeProto: field 1 is the tensor type.</summary>
    private sealed record TypeMessage(ValueProto Value) : IWireMessage
    {
        public void Write(WireWriter writer) => writer.Message(1, new TensorTypeMessage(Value));
    }

    /// <summary>TypeProto.Tensor: the element type and the shape.</summary>
    private sealed record TensorTypeMessage(ValueProto Value) : IWireMessage
    {
        public void Write(WireWriter writer)
        {
            writer.Integer(1, (long)Value.Type);
            if (Value.HasShape)
            {
                writer.Message(2, new ShapeMessage(Value));
            }
        }
    }

    /// <summary>TensorShapeProto: the dimensions.</summary>
    private sealed record ShapeMessage(ValueProto Value) : IWireMessage
    {
        public void Write(WireWriter writer) => writer.Messages(1, Value.Shape);
    }
}
