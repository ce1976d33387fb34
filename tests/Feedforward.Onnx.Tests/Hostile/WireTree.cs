using System.Buffers.Binary;

namespace Feedforward.Onnx.Tests.Hostile;

/// <summary>
/// A protobuf message as a tree of fields, found without a schema: bytes that read as a message to their end are one. Changed
/// and written again, it has right lengths around the change, so that the damage gets behind the reader of the encoding.
/// </summary>
internal sealed class WireTree
{
    private const int Deepest = 8;

    public int Field { get; set; }

    public int Type { get; set; }

    public ulong Number { get; set; }

    public byte[] Bytes { get; set; } = [];

    public List<WireTree>? Children { get; set; }

    /// <summary>The fields of a whole message.</summary>
    public static WireTree Of(byte[] message) => new() { Type = 2, Children = Parse(message, 0) ?? [] };

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        foreach (var child in Children!)
        {
            child.Write(stream);
        }

        return stream.ToArray();
    }

    /// <summary>This node and all under it.</summary>
    public IEnumerable<WireTree> All() => (Children ?? []).SelectMany(child => child.All()).Prepend(this);

    public WireTree Copy() => new()
    {
        Field = Field,
        Type = Type,
        Number = Number,
        Bytes = Bytes.ToArray(),
        Children = Children?.ConvertAll(child => child.Copy()),
    };

    private static List<WireTree>? Parse(ReadOnlySpan<byte> bytes, int depth)
    {
        var fields = new List<WireTree>();
        while (bytes.Length > 0)
        {
            if (!TryVarint(ref bytes, out var tag) || tag >> 3 is 0 or > 64 || depth > Deepest)
            {
                return null;
            }

            var field = new WireTree { Field = (int)(tag >> 3), Type = (int)(tag & 7) };
            var width = field.Type switch { 1 => 8, 5 => 4, _ => 0 };
            ulong number = 0;
            if (field.Type is 0 or 2 && !TryVarint(ref bytes, out number))
            {
                return null;
            }

            width = field.Type == 2 ? (int)Math.Min(number, int.MaxValue) : width;
            if (field.Type is not (0 or 1 or 2 or 5) || width > bytes.Length)
            {
                return null;
            }

            field.Number = number;
            field.Bytes = bytes[..width].ToArray();
            field.Children = field.Type == 2 && width is > 1 and < 100_000 ? Parse(field.Bytes, depth + 1) : null;
            bytes = bytes[width..];
            fields.Add(field);
        }

        return fields;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        for (var i = 0; i < Math.Min(bytes.Length, 10); i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return true;
            }
        }

        return false;
    }

    private void Write(MemoryStream stream)
    {
        WriteVarint(stream, ((ulong)Field << 3) | (uint)Type);
        switch (Type)
        {
            case 0:
                WriteVarint(stream, Number);
                break;
            case 2:
                var content = Children is null ? Bytes : ToBytes();
                WriteVarint(stream, (ulong)content.Length);
                stream.Write(content);
                break;
            default:
                Span<byte> padded = stackalloc byte[8];
                Bytes.AsSpan(0, Math.Min(Bytes.Length, 8)).CopyTo(padded);
                BinaryPrimitives.WriteUInt64LittleEndian(padded, BinaryPrimitives.ReadUInt64LittleEndian(padded) ^ Number);
                stream.Write(padded[..(Type == 1 ? 8 : 4)]);
                break;
        }
    }

    private static void WriteVarint(MemoryStream stream, ulong value)
    {
        for (; value > 0x7F; value >>= 7)
        {
            stream.WriteByte((byte)(value | 0x80));
        }

        stream.WriteByte((byte)value);
    }
}
