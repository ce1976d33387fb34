using System.Buffers.Binary;
using System.Text.Json;

namespace Feedforward.Tabular.Safetensors;

/// <content>
/// Reads strictly: whatever the format forbids is refused, and nothing is taken that the file has not shown to be there: the
/// entries are a few times the bytes of the header.
/// </content>
internal sealed partial record SafetensorsHeader
{
    /// <summary>More sizes than any tensor has.</summary>
    private const int MostSizes = 64;

    /// <summary>Reads the header of a file.</summary>
    /// <param name="file">Stands at the file's beginning, and behind the header afterwards; its length is known.</param>
    /// <exception cref="ModelFileException">It breaks a rule of the format; the message says which.</exception>
    public static SafetensorsHeader Read(Stream file)
    {
        var (start, whole) = (new byte[sizeof(ulong)], file.Length - file.Position);
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) < start.Length)
        {
            throw TooShort(whole);
        }

        var header = new byte[LengthOf(start, whole)];
        file.ReadExactly(header);
        return Parse(header, whole - sizeof(ulong) - header.Length);
    }

    /// <summary>The same from memory.</summary>
    /// <param name="start">The beginning of the file: the header at least, where the file has one.</param>
    /// <param name="fileLength">How many bytes the file has.</param>
    /// <param name="end">Where the header ends.</param>
    public static SafetensorsHeader Read(ReadOnlySpan<byte> start, long fileLength, out int end)
    {
        if (start.Length < sizeof(ulong))
        {
            throw TooShort(fileLength);
        }

        end = sizeof(ulong) + LengthOf(start, fileLength);
        return Parse(start[sizeof(ulong)..end], fileLength - end);
    }

    private static ModelFileException TooShort(long length) =>
        Refused($"it has {length} bytes, and the length of the header alone takes {sizeof(ulong)}");

    private static int LengthOf(ReadOnlySpan<byte> start, long fileLength)
    {
        var (length, rest) = (BinaryPrimitives.ReadUInt64LittleEndian(start), fileLength - sizeof(ulong));
        return length <= Longest && length <= (ulong)rest
            ? (int)length
            : throw Refused($"its header is said to have {length} bytes; {rest} are there, and {Longest} is the most");
    }

    private static SafetensorsHeader Parse(ReadOnlySpan<byte> header, long dataLength)
    {
        if (header.IsEmpty || header[0] != (byte)'{')
        {
            throw Refused("its header does not begin with '{'");
        }

        try
        {
            return ParseObject(header, dataLength);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Text that is no UTF-8, or half a surrogate pair, is the second of these.
            throw Refused($"its header is not the JSON that is needed: {fault.Message}", fault);
        }
    }

    private static SafetensorsHeader ParseObject(ReadOnlySpan<byte> header, long dataLength)
    {
        var json = new Utf8JsonReader(header, new JsonReaderOptions { MaxDepth = 4 });
        var metadata = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var entries = new List<SafetensorsEntry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        Expect(ref json, JsonTokenType.StartObject, "an object");
        while (NextName(ref json, names) is { } name)
        {
            if (name == MetadataName)
            {
                ReadMetadata(ref json, metadata);
            }
            else
            {
                entries.Add(ReadEntry(ref json, name));
            }
        }

        if (json.Read())
        {
            throw Refused("something stands behind the object of its header");
        }

        return new SafetensorsHeader(Placed(entries, dataLength), metadata);
    }

    /// <summary>In the order of their numbers, which follow each other without a gap from the first byte to the last.</summary>
    private static List<SafetensorsEntry> Placed(List<SafetensorsEntry> entries, long dataLength)
    {
        List<SafetensorsEntry> placed = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        var end = 0L;
        foreach (var entry in placed)
        {
            if (entry.Begin != end || entry.End < entry.Begin || entry.End > dataLength)
            {
                throw Refused($"the tensor '{Shortened(entry.Name)}' takes the bytes from {entry.Begin} to {entry.End} where {end} is next and {dataLength} are there");
            }

            if (SafetensorsTensor.LengthOf(entry.Type, entry.Shape) is var length && length != entry.End - entry.Begin)
            {
                throw Refused($"the tensor '{Shortened(entry.Name)}' has {entry.End - entry.Begin} bytes, which is not what {entry.Type} [{string.Join(", ", entry.Shape)}] takes");
            }

            end = entry.End;
        }

        return end == dataLength
            ? placed
            : throw Refused($"{dataLength - end} bytes at its end belong to no tensor");
    }

    private static void ReadMetadata(ref Utf8JsonReader json, OrderedDictionary<string, string> metadata)
    {
        Expect(ref json, JsonTokenType.StartObject, $"an object in {MetadataName}");
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextName(ref json, names) is { } name)
        {
            Expect(ref json, JsonTokenType.String, $"a text as '{Shortened(name)}' of {MetadataName}");
            metadata.Add(name, json.GetString()!);
        }
    }

    private static SafetensorsEntry ReadEntry(ref Utf8JsonReader json, string tensor)
    {
        Expect(ref json, JsonTokenType.StartObject, $"an object as '{Shortened(tensor)}'");
        SafetensorsType? type = null;
        List<long>? shape = null, offsets = null;
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextName(ref json, names) is { } name)
        {
            switch (name)
            {
                case TypeName: type = ReadType(ref json, tensor); break;
                case ShapeName: shape = ReadNumbers(ref json, tensor, name); break;
                case OffsetsName: offsets = ReadNumbers(ref json, tensor, name); break;
                default: throw Refused($"the tensor '{Shortened(tensor)}' has a field '{Shortened(name)}', which the format does not know");
            }
        }

        return type is { } known && shape is not null && offsets is [var begin, var end]
            ? new SafetensorsEntry(tensor, known, shape, begin, end)
            : throw Refused($"the tensor '{Shortened(tensor)}' needs {TypeName}, {ShapeName} and two {OffsetsName}");
    }

    private static SafetensorsType ReadType(ref Utf8JsonReader json, string tensor)
    {
        Expect(ref json, JsonTokenType.String, $"a text as {TypeName} of '{Shortened(tensor)}'");
        var text = json.GetString()!;
        foreach (var type in Enum.GetValues<SafetensorsType>())
        {
            if (type.ToString() == text)
            {
                return type;
            }
        }

        throw Refused($"the tensor '{Shortened(tensor)}' has the {TypeName} '{Shortened(text)}', which is not known here");
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader json, string tensor, string name)
    {
        Expect(ref json, JsonTokenType.StartArray, $"an array as {name} of '{Shortened(tensor)}'");
        var numbers = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out var number) || number < 0 || numbers.Count == MostSizes)
            {
                throw Refused($"{name} of '{Shortened(tensor)}' holds something else than whole numbers from 0, or more than {MostSizes} of them");
            }

            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>The name of the object's next field; null at its end. A name that was there already is refused.</summary>
    private static string? NextName(ref Utf8JsonReader json, HashSet<string> names)
    {
        if (!json.Read() || json.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }

        var name = json.GetString()!;
        return names.Add(name) ? name : throw Refused($"its header names '{Shortened(name)}' twice");
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type, string expected)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw Refused($"its header needs {expected}; {json.TokenType} was found");
        }
    }

    private static string Shortened(string name) => name.Length <= 80 ? name : name[..80] + "…";

    private static ModelFileException Refused(string why, Exception? inner = null) => new($"This is not a valid safetensors file: {why}.", inner);
}
