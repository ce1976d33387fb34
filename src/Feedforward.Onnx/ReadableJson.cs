using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Feedforward.Onnx.Graphs;
using Feedforward.Tabular;

namespace Feedforward.Onnx;

/// <summary>
/// A model with its weights as JSON for people and programs: the description as the model file has it, then each tensor by name. A
/// row of numbers is a line, and every number reads back as the same bits.
/// </summary>
internal static class ReadableJson
{
    /// <summary>What the <c>format</c> field says.</summary>
    public const string Format = "feedforward-json";

    /// <summary>The version of this arrangement; the model inside has a version of its own.</summary>
    public const int Version = 1;

    /// <summary>Writes it, in UTF-8.</summary>
    public static void Write(TabularModel model, Stream stream)
    {
        using var description = JsonDocument.Parse(model.ToJson());
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WritePropertyName("model");
        Write(json, description.RootElement);
        json.WriteStartObject("weights");
        foreach (var tensor in NetworkTensor.Of(model.Network))
        {
            var values = tensor.IsState ? model.Network.State : model.Network.Parameters;
            json.WritePropertyName(tensor.Name);
            Write(json, tensor, values.Slice(tensor.Offset, tensor.Length));
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <summary>An object or a list of objects a line each entry; a list of numbers or texts on one line.</summary>
    private static void Write(Utf8JsonWriter json, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            json.WriteStartObject();
            foreach (var field in element.EnumerateObject())
            {
                json.WritePropertyName(field.Name);
                Write(json, field.Value);
            }

            json.WriteEndObject();
        }
        else if (element.ValueKind == JsonValueKind.Array && element.EnumerateArray().Any(entry => entry.ValueKind is JsonValueKind.Object))
        {
            json.WriteStartArray();
            foreach (var entry in element.EnumerateArray())
            {
                Write(json, entry);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteRawValue(element.GetRawText(), skipInputValidation: true);
        }
    }

    /// <summary>A row a line. The writer puts no lines between values that it is given as text, so they are in the text.</summary>
    private static void Write(Utf8JsonWriter json, NetworkTensor tensor, ReadOnlySpan<float> values)
    {
        var text = new ArrayBufferWriter<byte>();
        if (tensor.IsVector)
        {
            WriteRow(text, values);
        }
        else
        {
            text.Write("["u8);
            for (var row = 0; row < tensor.Rows; row++)
            {
                text.Write(row == 0 ? "\n      "u8 : ",\n      "u8);
                WriteRow(text, values.Slice(row * tensor.Columns, tensor.Columns));
            }

            text.Write("\n    ]"u8);
        }

        json.WriteRawValue(text.WrittenSpan, skipInputValidation: true);
    }

    private static void WriteRow(ArrayBufferWriter<byte> text, ReadOnlySpan<float> row)
    {
        using var numbers = new Utf8JsonWriter(text);
        numbers.WriteStartArray();
        foreach (var number in row)
        {
            numbers.WriteNumberValue(number);
        }

        numbers.WriteEndArray();
    }
}
