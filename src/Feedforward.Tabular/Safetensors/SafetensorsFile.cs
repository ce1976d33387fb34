using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Feedforward.Tabular.Safetensors;

/// <summary>
/// A file of named tensors and nothing that can be run: eight bytes with the length of a JSON header, the header, the numbers.
/// The format is that of the safetensors project (huggingface/safetensors, README, "Format").
/// </summary>
/// <param name="Tensors">The tensors, in the order of their numbers in the file.</param>
/// <param name="Metadata">Texts by name, for whoever reads the file.</param>
internal sealed partial record SafetensorsFile(IReadOnlyList<SafetensorsTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>The most bytes that a header may have.</summary>
    public const int LongestHeader = 100_000_000;

    private const string MetadataName = "__metadata__";
    private const string TypeName = "dtype";
    private const string ShapeName = "shape";
    private const string OffsetsName = "data_offsets";
    private const int Alignment = 8;

    /// <summary>Writes the file: tensors one after another in the given order, the header filled up with blanks to a multiple of eight.</summary>
    /// <exception cref="ModelFileException">Two tensors have one name, one has the name of the metadata or other numbers than its shape says, or the header would be too long.</exception>
    public void Write(Stream stream)
    {
        var header = Header();
        if (header.WrittenCount > LongestHeader)
        {
            throw new ModelFileException($"The header would have {header.WrittenCount} bytes; a safetensors file has {LongestHeader} at most.");
        }

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        foreach (var tensor in Tensors)
        {
            stream.Write(tensor.Data.Span);
        }
    }

    private ArrayBufferWriter<byte> Header()
    {
        var header = new ArrayBufferWriter<byte>();
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
            var offset = 0L;
            foreach (var tensor in Tensors)
            {
                if (!names.Add(tensor.Name) || SafetensorsTensor.LengthOf(tensor.Type, tensor.Shape) != tensor.Data.Length)
                {
                    throw new ModelFileException($"The tensor '{tensor.Name}' cannot be written: its name is taken, or its numbers do not fit its shape.");
                }

                Write(json, tensor, offset);
                offset += tensor.Data.Length;
            }

            json.WriteEndObject();
        }

        var padding = (Alignment - (header.WrittenCount % Alignment)) % Alignment;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        return header;
    }

    private static void Write(Utf8JsonWriter json, SafetensorsTensor tensor, long offset)
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
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.Data.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
