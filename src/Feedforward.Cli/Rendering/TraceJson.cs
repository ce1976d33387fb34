using System.Text.Json;
using Feedforward.Studio;
using Feedforward.Training;

namespace Feedforward.Cli.Rendering;

/// <summary>A trace for programs; see docs/json.md.</summary>
internal static class TraceJson
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter output, Trace trace) => JsonLine.Write(output, json =>
    {
        Numbers(json, "input", trace.Input);
        Numbers(json, "target", trace.Target);
        json.WriteStartArray("layers");
        foreach (var layer in trace.Layers)
        {
            json.WriteStartObject();
            Layer(json, layer);
            Gradients(json, layer.Gradients);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Numbers(json, "output", trace.Output);
        Numbers(json, "prediction", trace.Prediction);
        json.Number("loss", trace.Loss);
    });

    /// <summary>Writes gradients, each beside its finite difference.</summary>
    public static void Gradients(Utf8JsonWriter json, IEnumerable<ParameterCheck> checks)
    {
        json.WriteStartArray("gradients");
        foreach (var check in checks)
        {
            json.WriteStartObject();
            json.WriteString("block", check.Block.Name);
            json.WriteNumber("row", check.Row);
            json.WriteNumber("column", check.Column);
            json.Number("value", check.Value);
            json.Number("backpropagated", check.Backpropagated);
            json.Number("exact", check.Exact);
            json.Number("finiteDifference", check.FiniteDifference);
            json.Number("relativeError", check.RelativeError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A layer's numbers, then those of the layers inside it; their gradients stand with the outermost one's.</summary>
    private static void Layer(Utf8JsonWriter json, LayerTrace layer)
    {
        json.WriteString("layer", layer.Layer.Name);
        Numbers(json, "output", layer.Output);
        json.WriteStartArray("neurons");
        foreach (var neuron in layer.Neurons)
        {
            json.WriteStartObject();
            Numbers(json, "weights", neuron.Weights);
            json.Number("bias", neuron.Bias);
            json.Number("a", neuron.Preactivation);
            json.Number("h", neuron.Output);
            json.Number("delta", neuron.Delta);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (layer.Children.Count == 0)
        {
            return;
        }

        json.WriteStartArray("layers");
        foreach (var child in layer.Children)
        {
            json.WriteStartObject();
            Layer(json, child);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, float[] numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            if (float.IsFinite(number))
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }
}
