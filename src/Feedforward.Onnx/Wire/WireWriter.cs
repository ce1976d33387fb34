using System.Buffers.Binary;
using System.Text;

namespace Feedforward.Onnx.Wire;

/// <summary>
/// Writes protobuf fields to a stream, or only counts their bytes. A message's length stands before it, so each is
/// measured first and then written: no buffer, however large the weights. The same messages give the same bytes.
/// </summary>
/// <param name="output">Where the bytes go; null counts them.</param>
internal sealed class WireWriter(Stream? output)
{
    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    /// <summary>The number of bytes a message takes.</summary>
    public static long Measure(IWireMessage message)
    {
        var counter = new WireWriter(null);
        message.Write(counter);
        return counter.Length;
    }

    /// <summary>An integer; a negative one takes ten bytes.</summary>
    public void Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    /// <summary>A single-precision number.</summary>
    public void Float(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Raw(bytes);
    }

    /// <summary>Text, as UTF-8.</summary>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes as they are.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.LengthDelimited);
        Varint((ulong)value.Length);
        Raw(value);
    }

    /// <summary>A message inside this one.</summary>
    public void Message(int field, IWireMessage message)
    {
        Tag(field, WireType.LengthDelimited);
        var length = Measure(message);
        Varint((ulong)length);
        if (output is null)
        {
            Length += length;
        }
        else
        {
            message.Write(this);
        }
    }

    /// <summary>Several messages under one field number.</summary>
    public void Messages<T>(int field, IReadOnlyList<T> messages)
        where T : IWireMessage
    {
        foreach (var message in messages)
        {
            Message(field, message);
        }
    }

    private void Tag(int field, WireType type) => Varint(((ulong)field << 3) | (ulong)type);

    private void Varint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var count = 0;
        for (; value > 0x7F; value >>= 7)
        {
            bytes[count++] = (byte)(value | 0x80);
        }

        bytes[count++] = (byte)value;
        Raw(bytes[..count]);
    }

    private void Raw(ReadOnlySpan<byte> bytes)
    {
        output?.Write(bytes);
        Length += bytes.Length;
    }
}
