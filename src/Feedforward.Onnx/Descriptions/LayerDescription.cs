using System.Text.Json;

using Feedforward.Activations;
using Feedforward.Initializers;
using Feedforward.Layers;

namespace Feedforward.Onnx.Descriptions;

/// <summary>
/// A layer's choices as a JSON object. A new layer is one line in each table: what it writes, and how it is made from it.
/// </summary>
internal static class LayerDescription
{
    private static readonly Dictionary<Type, Action<Utf8JsonWriter, Layer>> Writers = new()
    {
        [typeof(Dense)] = (json, layer) => Write(json, (Dense)layer),
        [typeof(Activate)] = (json, layer) => json.WriteString("activation", ((Activate)layer).Activation.Name),
        [typeof(Dropout)] = (json, layer) => json.WriteNumber("rate", ((Dropout)layer).Rate),
        [typeof(BatchNormalization)] = (json, layer) => Write(json, (BatchNormalization)layer),
        [typeof(LayerNormalization)] = (json, layer) => json.WriteNumber("epsilon", ((LayerNormalization)layer).Epsilon),
        [typeof(Residual)] = (json, layer) => Write(json, "branch", layer.Children),
    };

    private static readonly Dictionary<string, Func<JsonElement, Layer>> Makers = new()
    {
        ["dense"] = json => new Dense(
            json.GetProperty("units").GetInt32(),
            ActivationOf(json),
            Initializer.Named(json.GetProperty("initializer").GetString()!),
            json.GetProperty("bias").GetBoolean()),
        ["activate"] = json => new Activate(ActivationOf(json)),
        ["dropout"] = json => new Dropout(json.GetProperty("rate").GetSingle()),
        ["batch-normalization"] = json => new BatchNormalization(
            json.GetProperty("epsilon").GetSingle(), json.GetProperty("momentum").GetSingle()),
        ["layer-normalization"] = json => new LayerNormalization(json.GetProperty("epsilon").GetSingle()),
        ["residual"] = json => new Residual(Read(json.GetProperty("branch"))),
    };

    /// <summary>Writes layers as an array of objects.</summary>
    /// <exception cref="ModelFileException">A layer is not one of ours.</exception>
    public static void Write(Utf8JsonWriter json, string property, IReadOnlyList<Layer> layers)
    {
        json.WriteStartArray(property);
        foreach (var layer in layers)
        {
            if (!Writers.TryGetValue(layer.GetType(), out var write))
            {
                throw new ModelFileException($"The layer '{layer.Name}' cannot be written to a model file.");
            }

            json.WriteStartObject();
            json.WriteString("layer", layer.Name);
            write(json, layer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Makes the layers that <see cref="Write(Utf8JsonWriter, string, IReadOnlyList{Layer})"/> wrote.</summary>
    /// <exception cref="ModelFileException">A layer has a kind that this version does not know.</exception>
    public static IReadOnlyList<Layer> Read(JsonElement layers) => [.. layers.EnumerateArray().Select(Make)];

    private static Layer Make(JsonElement json)
    {
        var kind = json.GetProperty("layer").GetString()!;
        return Makers.TryGetValue(kind, out var make)
            ? make(json)
            : throw new ModelFileException($"The file has a layer '{kind}', which this version of Feedforward does not know.");
    }

    private static void Write(Utf8JsonWriter json, Dense layer)
    {
        json.WriteNumber("units", layer.Units);
        json.WriteString("activation", layer.Activation.Name);
        json.WriteString("initializer", layer.Initializer.Name);
        json.WriteBoolean("bias", layer.HasBias);
    }

    private static void Write(Utf8JsonWriter json, BatchNormalization layer)
    {
        json.WriteNumber("epsilon", layer.Epsilon);
        json.WriteNumber("momentum", layer.Momentum);
    }

    private static Activation ActivationOf(JsonElement json) => Activation.Named(json.GetProperty("activation").GetString()!);
}
