using System.Text.Json;
using Feedforward.Activations;
using Feedforward.Layers;

namespace Feedforward.Tabular;

/// <summary>Layers as JSON, without their parameters.</summary>
internal static class LayerJson
{
    private const int MaximumLayers = 1_000;

    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Layer> layers)
    {
        json.WriteStartArray(name);
        foreach (var layer in layers)
        {
            Write(json, layer);
        }

        json.WriteEndArray();
    }

    public static IReadOnlyList<Layer> Read(JsonFields fields, string name)
    {
        var layers = fields.Objects(name).Take(MaximumLayers + 1).Select(Read).ToList();
        return layers.Count is > 0 and <= MaximumLayers ? layers : throw fields.Bad(name, $"has no layer, or more than {MaximumLayers}");
    }

    /// <summary>How many parameters and numbers of state the layers need, and their outputs, counted without allocating any of it.</summary>
    /// <exception cref="ArgumentException">A layer cannot take what the one before gives.</exception>
    public static (long Parameters, long State, int Outputs) Measure(IReadOnlyList<Layer> layers, int inputs)
    {
        var (parameters, state, width) = (0L, 0L, inputs);
        foreach (var layer in layers)
        {
            foreach (var shape in layer.ParametersFor(width))
            {
                parameters += (long)shape.Rows * shape.Columns;
            }

            state += layer.StateFor(width);
            if (layer.Children.Count > 0)
            {
                var children = Measure(layer.Children, width);
                (parameters, state) = (parameters + children.Parameters, state + children.State);
            }

            width = layer.OutputsFor(width);
        }

        return (parameters, state, width);
    }

    private static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteString("type", layer.Name);
        switch (layer)
        {
            case Dense dense:
                json.WriteNumber("units", dense.Units);
                json.WriteString("activation", dense.Activation.Name);
                json.WriteBoolean("bias", dense.HasBias);
                break;
            case Activate activate:
                json.WriteString("activation", activate.Activation.Name);
                break;
            case Dropout dropout:
                json.WriteNumber("rate", dropout.Rate);
                break;
            case BatchNormalization normalization:
                json.WriteNumber("epsilon", normalization.Epsilon);
                json.WriteNumber("momentum", normalization.Momentum);
                break;
            case LayerNormalization normalization:
                json.WriteNumber("epsilon", normalization.Epsilon);
                break;
            case Residual residual:
                Write(json, "layers", residual.Children);
                break;
            default:
                throw new InvalidOperationException($"There is no way to write a layer '{layer.Name}'.");
        }

        json.WriteEndObject();
    }

    private static Layer Read(JsonFields fields)
    {
        var type = fields.Text("type");
        try
        {
            return type switch
            {
                "dense" => new Dense(
                    fields.Count("units", 1, ModelFormat.LargestSize), Activation.Named(fields.Text("activation")), bias: fields.Truth("bias")),
                "activate" => new Activate(Activation.Named(fields.Text("activation"))),
                "dropout" => new Dropout(fields.Number("rate")),
                "batch-normalization" => new BatchNormalization(fields.Number("epsilon"), fields.Number("momentum")),
                "layer-normalization" => new LayerNormalization(fields.Number("epsilon")),
                "residual" => new Residual(Read(fields, "layers")),
                _ => throw fields.Bad("type", $"names the layer '{type}', which this version does not know"),
            };
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"The model's layer '{type}' cannot be made: {e.Message}", e);
        }
    }
}
