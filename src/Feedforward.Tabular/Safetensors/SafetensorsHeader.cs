using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Feedforward.Tabular.Safetensors;

/// <summary>
/// What stands before the numbers of a safetensors file: eight bytes with the length of a JSON object, and the object.
/// The format is that of the safetensors project (huggingface/safetensors, README, "Format").
/// </summary>
/// <param name="Entries">The tensors, in the order of their numbers, which follow each other without a gap.</param>
/// <param name="Metadata">Texts by name, for whoever reads the file.</param>
internal sealed partial record SafetensorsHeader(IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The most bytes that a header may have.</summary>
    public const int Longest = 100_000_000;

    private const string MetadataName = "__metadata__";
    private const string TypeName = "dtype";
    private const string ShapeName = "shape";
    private const string OffsetsName = "data_offsets";
    private const int Alignment = 8;

    /// <summary>The header of tensors that follow each other in the given order.</summary>
    /// <exception cref="ModelFileException">The numbers of a tensor take no whole number of bytes.</exception>
    public static SafetensorsHeader Of(
        IEnumerable<(string Name, SafetensorsType Type, IReadOnlyList<long> Shape)> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var entries = new List<SafetensorsEntry>();
        var end = 0L;
        foreach (var (name, type, shape) in tensors)
        {
            var length = SafetensorsTensor.LengthOf(type, shape) ?? throw new ModelFileException($"The tensor '{name}' cannot be written: its numbers take no whole number of bytes.");
            entries.Add(new SafetensorsEntry(name, type, shape, end, end + length));
            end += length;
        }

        return new SafetensorsHeader(entries, metadata);
    }

    /// <summary>The length and the object, filled up with blanks to a multiple of eight bytes.</summary>
    /// <exception cref="ModelFileException">Two tensors have one name, one has the name of the metadata, or the header would be too long.</exception>
    public byte[] ToBytes()
    {
        var header = new ArrayBufferWriter<byte>();
        header.Write(stackalloc byte[sizeof(ulong)]);
        using (var json = new Utf8JsonWriter(header, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (Metadata.Count > 0)
            {
                json.WriteStartObject(MetadataName);
                foreach (var (name, text) in Metadata)
                {
                    json.WriteString(name, text);
                }

                json.WriteEndObject();
            }

            var names = new HashSet<string>(StringComparer.Ordinal) { MetadataName };
            foreach (var tensor in Entries)
            {
                if (!names.Add(tensor.Name))
                {
                    throw new ModelFileException($"The tensor '{tensor.Name}' cannot be written: its name is taken.");
                }

                Write(json, tensor);
            }

            json.WriteEndObject();
        }

        var padding = (Alignment - (header.WrittenCount % Alignment)) % Alignment;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        var length = header.WrittenCount - sizeof(ulong);
        if (length > Longest)
        {
            throw new ModelFileException($"The header would have {length} bytes; a safetensors file has {Longest} at most.");
        }

        var bytes = header.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)length);
        return bytes;
    }

    private static void Write(Utf8JsonWriter json, SafetensorsEntry tensor)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString(TypeName, tensor.Type.ToString());
        json.WriteStartArray(ShapeName);
        foreach (var size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray(OffsetsName);
        json.WriteNumberValue(tensor.Begin);
        json.WriteNumberValue(tensor.End);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
