using System.Text.Json;
using Feedforward.Training;

namespace Feedforward.Studio;

/// <summary>A trace for programs and the page; see docs/json.md.</summary>
internal static class TraceJson
{
    /// <summary>Writes its fields.</summary>
    /// <param name="json">Stands in an object.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="hasWeights">Told a layer and a neuron, whether its weights are written, which are many in a large network; null for all.</param>
    public static void Write(Utf8JsonWriter json, Trace trace, Func<LayerTrace, NeuronTrace, bool>? hasWeights = null)
    {
        json.Write("input", trace.Input);
        json.Write("target", trace.Target);
        json.WriteStartArray("layers");
        foreach (var layer in trace.Layers)
        {
            json.WriteStartObject();
            Layer(json, layer, hasWeights);
            Gradients(json, layer.Gradients);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Write("output", trace.Output);
        json.Write("prediction", trace.Prediction);
        json.Number("loss", trace.Loss);
    }

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
            json.Write("value", check.Value);
            json.Write("backpropagated", check.Backpropagated);
            json.Number("exact", check.Exact);
            json.Number("finiteDifference", check.FiniteDifference);
            json.Number("relativeError", check.RelativeError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A layer's numbers, then those of the layers inside it; their gradients stand with the outermost one's.</summary>
    private static void Layer(Utf8JsonWriter json, LayerTrace layer, Func<LayerTrace, NeuronTrace, bool>? hasWeights)
    {
        json.WriteString("layer", layer.Layer.Name);
        json.Write("output", layer.Output);
        json.WriteStartArray("neurons");
        foreach (var neuron in layer.Neurons)
        {
            json.WriteStartObject();
            if (hasWeights?.Invoke(layer, neuron) != false)
            {
                json.Write("weights", neuron.Weights);
            }

            json.Write("bias", neuron.Bias);
            json.Write("a", neuron.Preactivation);
            json.Write("h", neuron.Output);
            json.Write("delta", neuron.Delta);
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
            Layer(json, child, hasWeights);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
