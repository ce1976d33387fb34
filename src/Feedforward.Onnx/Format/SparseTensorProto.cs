using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>A tensor of which only the elements that are not zero are written: ONNX's SparseTensorProto.</summary>
internal sealed class SparseTensorProto : IWireMessage
{
    /// <summary>The elements, a list; its name is the tensor's.</summary>
    public TensorProto? Values { get; set; }

    /// <summary>Where they stand: one number for each, counted in row-major order, or one row of numbers for each.</summary>
    public TensorProto? Indices { get; set; }

    /// <summary>The shape of the whole.</summary>
    public List<long> Dimensions { get; } = [];

    /// <summary>Reads the message.</summary>
    public static SparseTensorProto Read(WireReader reader)
    {
        var tensor = new SparseTensorProto();
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: tensor.Values = TensorProto.Read(reader.Nested()); break;
                case 2: tensor.Indices = TensorProto.Read(reader.Nested()); break;
                case 3: reader.Integers(tensor.Dimensions); break;
                default: reader.Skip(); break;
            }
        }

        return tensor;
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        if (Values is not null)
        {
            writer.Message(1, Values);
        }

        if (Indices is not null)
        {
            writer.Message(2, Indices);
        }

        Dimensions.ForEach(size => writer.Integer(3, size));
    }
}
