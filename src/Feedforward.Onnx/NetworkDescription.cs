using System.Buffers;
using System.Text;
using System.Text.Json;
using Feedforward.Losses;
using Feedforward.Tabular;

namespace Feedforward.Onnx;

/// <summary>A network without its weights, as JSON: inputs, layers, loss. Layers are written as in a model of a table.</summary>
internal static class NetworkDescription
{
    /// <summary>Writes it.</summary>
    public static string Write(Network network, Loss loss)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("inputs", network.Inputs);
            writer.WriteString("loss", loss.Name);
            LayerJson.Write(writer, "layers", network.Layers);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads it; the weights are those of a new network.</summary>
    /// <param name="json">What <see cref="Write"/> gave.</param>
    /// <param name="maximumNumbers">A network that needs more parameters and state than this is refused before memory is taken.</param>
    /// <exception cref="ModelFileException">It describes no network.</exception>
    public static (Network Network, Loss Loss) Read(string json, long maximumNumbers)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var fields = new JsonFields(document.RootElement, "network");
            var inputs = fields.Count("inputs", 1, ModelFormat.LargestSize);
            var layers = LayerJson.Read(fields, "layers");
            var (parameters, state, _) = LayerJson.Measure(layers, inputs);
            return parameters + state <= Math.Min(maximumNumbers, Array.MaxLength)
                ? (Network.Create(inputs, 0, layers), Loss.Named(fields.Text("loss")))
                : throw fields.Bad("layers", $"need {parameters + state} numbers; the file can hold {maximumNumbers}");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new ModelFileException($"The model's description cannot be read: {fault.Message}", fault);
        }
    }
}
