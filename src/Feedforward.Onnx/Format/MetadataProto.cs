using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Format;

/// <summary>A named text of the model: ONNX's StringStringEntryProto. The text stays UTF-8, as it may be long.</summary>
/// <param name="Key">The name.</param>
/// <param name="Utf8">The text.</param>
internal sealed record MetadataProto(string Key, ReadOnlyMemory<byte> Utf8) : IWireMessage
{
    /// <summary>Reads the message.</summary>
    public static MetadataProto Read(WireReader reader)
    {
        var key = "";
        ReadOnlyMemory<byte> utf8 = default;
        while (reader.NextField(out var field))
        {
            switch (field)
            {
                case 1: key = reader.Text(); break;
                case 2: utf8 = reader.Bytes(); break;
                default: reader.Skip(); break;
            }
        }

        return new MetadataProto(key, utf8);
    }

    /// <inheritdoc/>
    public void Write(WireWriter writer)
    {
        writer.Text(1, Key);
        writer.Bytes(2, Utf8.Span);
    }
}
