using System.Buffers.Binary;
using System.Text;

using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>
/// A named block of numbers or texts: ONNX's TensorProto. We write numbers raw, little-endian; other programs may write
/// them as protobuf fields (<see cref="Typed"/>) or into a file of their own (<see cref="External"/>).
/// <see cref="TensorElements"/> reads them all.
/// </summary>
internal sealed class TensorProto : IWireMessage
{
    /// <summary>The tensor's name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What its elements are.</summary>
    public ElementType Type { get; set; }

    /// <summary>Its shape; no dimension at all is a single element.</summary>
    public List<long> Dimensions { get; } = [];

    /// <summary>The numbers, little-endian.</summary>
    public ReadOnlyMemory<byte> Raw { get; set; }

    /// <summary>The numbers where they are not raw: still as they are encoded, in the field <see cref="TypedField"/>.</summary>
    public PackedNumbers Typed { get; } = new();

    /// <summary>Which field the numbers were in: 4 float, 5 int32, 7 int64, 10 double, 11 uint64; 0 where in none.</summary>
    public int TypedField { get; private set; }

    /// <summary>The texts, as UTF-8.</summary>
    public List<ReadOnlyMemory<byte>> Texts { get; } = [];

    /// <summary>Whether the numbers are in a file of their own.</summary>
    public bool IsExternal { get; private set; }

    /// <summary>Where they are then: "location", "offset", "length".</summary>
    public List<MetadataProto> External { get; } = [];

    /// <summary>A tensor of single-precision numbers.</summary>
    public static TensorProto Of(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> dimensions)
    {
        var raw = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        }

        return Shaped(new TensorProto { Name = name, Type = ElementType.Float, Raw = raw }, dimensions);
    }

    /// <summary>A tensor of integers.</summary>
    public static TensorProto Of(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> dimensions)
    {
        var raw = new byte[values.Length * sizeof(long)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * sizeof(long)), values[i]);
        }

        return Shaped(new TensorProto { Name = name, Type = ElementType.Int64, Raw = raw }, dimensions);
    }

    /// <summary>A list of texts.</summary>
    public static TensorProto Of(string name, IReadOnlyCollection<string> values)
    {
        var tensor = new TensorProto { Name = name, Type = ElementType.String };
        tensor.Texts.AddRange(values.Select(value => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(value)));
        return Shaped(tensor, values.Count);
    }

    /// <summary>Copies the tensor's single-precision numbers.</summary>
    /// <param name="into">Takes them; exactly as long as there are numbers.</param>
    /// <param name="shape">The shape they must have.</param>
    /// <exception cref="ModelFileException">The tensor holds something else.</exception>
    public void CopyTo(Span<float> into, params ReadOnlySpan<long> shape)
    {
        if (Type != ElementType.Float || Raw.Length != (long)into.Length * sizeof(float) || !shape.SequenceEqual([.. Dimensions]))
        {
            throw new ModelFileException(
                $"The weights '{Name}' have shape [{string.Join(", ", Dimensions.Take(8))}], element type {(int)Type} and {Raw.Length} bytes; "
                + $"the model's description needs single precision (1) and shape [{string.Join(", ", shape.ToArray())}]. "
                + "The file was changed after it was written; train again or take an untouched copy.");
        }

        var raw = Raw.Span;
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = BinaryPrimitives.ReadSingleLittleEndian(raw[(i * sizeof(float))..]);
        }
    }

    /// <summary>Puts numbers that were in a file of their own into the tensor.</summary>
    public void Resolve(ReadOnlyMemory<byte> raw)
    {
        Raw = raw;
        IsExternal = false;
        External.Clear();
    }

    /// <summary>Reads the message.</summary>
    public static TensorProto Read(WireReader reader)
    {
        var tensor = new TensorProto();
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: reader.Integers(tensor.Dimensions); break;
                case 2: tensor.Type = (ElementType)reader.Integer(); break;
                case 4: tensor.ReadTyped(reader, 4, WireType.Fixed32); break;
                case 5: tensor.ReadTyped(reader, 5, WireType.Varint); break;
                case 6: tensor.Texts.Add(reader.CountedBytes()); break;
                case 7: tensor.ReadTyped(reader, 7, WireType.Varint); break;
                case 8: tensor.Name = reader.Text(); break;
                case 9: tensor.Raw = reader.Bytes(); break;
                case 10: tensor.ReadTyped(reader, 10, WireType.Fixed64); break;
                case 11: tensor.ReadTyped(reader, 11, WireType.Varint); break;
                case 13: tensor.External.Add(MetadataProto.Read(reader.Nested())); break;
                case 14: tensor.IsExternal = reader.Integer() == 1; break;
                default: reader.Skip(); break;
            }
        }

        return tensor;
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        Dimensions.ForEach(size => writer.Integer(1, size));
        writer.Integer(2, (long)Type);
        if (TypedField is not 0 and < 6)
        {
            writer.Bytes(TypedField, Typed.Bytes.Span);
        }

        Texts.ForEach(text => writer.Bytes(6, text.Span));
        if (TypedField == 7)
        {
            writer.Bytes(TypedField, Typed.Bytes.Span);
        }

        writer.Text(8, Name);
        if (Type != ElementType.String && TypedField == 0 && !IsExternal)
        {
            writer.Bytes(9, Raw.Span);
        }

        if (TypedField > 7)
        {
            writer.Bytes(TypedField, Typed.Bytes.Span);
        }

        writer.Messages(13, External);
        if (IsExternal)
        {
            writer.Integer(14, 1);
        }
    }

    private void ReadTyped(WireReader reader, int field, WireType single)
    {
        if (TypedField != 0 && TypedField != field)
        {
            throw new ModelFileException($"A tensor of the file holds its numbers twice, in fields {TypedField} and {field}; it is damaged.");
        }

        TypedField = field;
        reader.Packed(Typed, single);
    }

    private static TensorProto Shaped(TensorProto tensor, params ReadOnlySpan<long> dimensions)
    {
        tensor.Dimensions.AddRange(dimensions);
        return tensor;
    }
}
