using System.Buffers;
using System.Text;
using System.Text.Json;

using Feedforward.Layers;
using Feedforward.Losses;

namespace Feedforward.Onnx.Descriptions;

/// <summary>A network without its weights, as JSON: inputs, layers, loss.</summary>
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
            LayerDescription.Write(writer, "layers", network.Layers);
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
            var root = document.RootElement;
            var inputs = root.GetProperty("inputs").GetInt32();
            var layers = LayerDescription.Read(root.GetProperty("layers"));
            if (Numbers(layers, inputs) > maximumNumbers)
            {
                throw new ModelFileException("The file describes a network that needs more weights than the file has bytes for.");
            }

            return (Network.Create(inputs, 0, layers), Loss.Named(root.GetProperty("loss").GetString()!));
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException
            or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new ModelFileException($"The file's description of the network cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>How many numbers layers need, without an overflow.</summary>
    private static Int128 Numbers(IReadOnlyList<Layer> layers, int inputs)
    {
        Int128 count = 0;
        foreach (var layer in layers)
        {
            if (inputs > int.MaxValue / 2)
            {
                // Layers take sizes such as twice the inputs, which would be none.
                return long.MaxValue;
            }

            foreach (var shape in layer.ParametersFor(inputs))
            {
                count += (Int128)shape.Rows * shape.Columns;
            }

            count += layer.StateFor(inputs) + Numbers(layer.Children, inputs);
            inputs = layer.OutputsFor(inputs);
        }

        return count;
    }
}
