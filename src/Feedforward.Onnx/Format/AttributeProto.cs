using System.Text;

using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>A setting of an operator: ONNX's AttributeProto. <see cref="Kind"/> says which property holds it.</summary>
internal sealed class AttributeProto : IWireMessage
{
    /// <summary>AttributeProto.AttributeType, with ONNX's numbers.</summary>
    internal enum ValueKind
    {
        /// <summary>Not said.</summary>
        Undefined = 0,

        /// <summary>One number.</summary>
        Float = 1,

        /// <summary>One integer.</summary>
        Integer = 2,

        /// <summary>One text.</summary>
        Text = 3,

        /// <summary>A tensor.</summary>
        Tensor = 4,

        /// <summary>A graph, as in loops and branches; it is not read.</summary>
        Graph = 5,

        /// <summary>Several numbers.</summary>
        Floats = 6,

        /// <summary>Several integers.</summary>
        Integers = 7,

        /// <summary>Several texts.</summary>
        Texts = 8,

        /// <summary>A tensor most of whose elements are zero.</summary>
        SparseTensor = 11,
    }

    /// <summary>The setting's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>Which of the values it has.</summary>
    public ValueKind Kind { get; set; }

    /// <summary>The number.</summary>
    public float Float { get; set; }

    /// <summary>The integer.</summary>
    public long Integer { get; set; }

    /// <summary>The text, as UTF-8.</summary>
    public ReadOnlyMemory<byte> Text { get; set; }

    /// <summary>The tensor.</summary>
    public TensorProto? Tensor { get; set; }

    /// <summary>The tensor that is mostly zero.</summary>
    public SparseTensorProto? SparseTensor { get; set; }

    /// <summary>The numbers.</summary>
    public List<float> Floats { get; } = [];

    /// <summary>The integers.</summary>
    public List<long> Integers { get; } = [];

    /// <summary>The texts, as UTF-8.</summary>
    public List<ReadOnlyMemory<byte>> Texts { get; } = [];

    /// <summary>A setting that is one text.</summary>
    public static AttributeProto Of(string name, string value) =>
        new() { Name = name, Kind = ValueKind.Text, Text = Encoding.UTF8.GetBytes(value) };

    /// <summary>A setting that is a tensor.</summary>
    public static AttributeProto Of(string name, TensorProto value) => new() { Name = name, Kind = ValueKind.Tensor, Tensor = value };

    /// <summary>A setting that is one integer.</summary>
    public static AttributeProto Of(string name, long value) => new() { Name = name, Kind = ValueKind.Integer, Integer = value };

    /// <summary>A setting that is one number.</summary>
    public static AttributeProto Of(string name, float value) => new() { Name = name, Kind = ValueKind.Float, Float = value };

    /// <summary>A setting that is a list of numbers.</summary>
    public static AttributeProto Of(string name, ReadOnlySpan<float> values)
    {
        var attribute = new AttributeProto { Name = name, Kind = ValueKind.Floats };
        attribute.Floats.AddRange(values);
        return attribute;
    }

    /// <summary>A setting that is a list of integers.</summary>
    public static AttributeProto OfIntegers(string name, params ReadOnlySpan<long> values)
    {
        var attribute = new AttributeProto { Name = name, Kind = ValueKind.Integers };
        attribute.Integers.AddRange(values);
        return attribute;
    }

    /// <summary>A setting that is a list of texts.</summary>
    public static AttributeProto Of(string name, IEnumerable<string> values)
    {
        var attribute = new AttributeProto { Name = name, Kind = ValueKind.Texts };
        attribute.Texts.AddRange(values.Select(value => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(value)));
        return attribute;
    }

    /// <summary>Reads the message.</summary>
    public static AttributeProto Read(WireReader reader)
    {
        var attribute = new AttributeProto();
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: attribute.Name = reader.Text(); break;
                case 2: attribute.Float = reader.Float(); break;
                case 3: attribute.Integer = reader.Integer(); break;
                case 4: attribute.Text = reader.Bytes(); break;
                case 5: attribute.Tensor = TensorProto.Read(reader.Nested()); break;
                case 7: reader.Floats(attribute.Floats); break;
                case 8: reader.Integers(attribute.Integers); break;
                case 9: attribute.Texts.Add(reader.CountedBytes()); break;
                case 20: attribute.Kind = (ValueKind)reader.Integer(); break;
                case 22: attribute.SparseTensor = SparseTensorProto.Read(reader.Nested()); break;
                default: reader.Skip(); break;
            }
        }

        return attribute;
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        writer.Text(1, Name);
        switch (Kind)
        {
            case ValueKind.Float: writer.Float(2, Float); break;
            case ValueKind.Integer: writer.Integer(3, Integer); break;
            case ValueKind.Text: writer.Bytes(4, Text.Span); break;
            case ValueKind.Tensor: writer.Message(5, Tensor!); break;
            case ValueKind.Floats: Floats.ForEach(value => writer.Float(7, value)); break;
            case ValueKind.Integers: Integers.ForEach(value => writer.Integer(8, value)); break;
            case ValueKind.Texts: Texts.ForEach(value => writer.Bytes(9, value.Span)); break;
        }

        writer.Integer(20, (long)Kind);
        if (Kind == ValueKind.SparseTensor)
        {
            writer.Message(22, SparseTensor!);
        }
    }
}
