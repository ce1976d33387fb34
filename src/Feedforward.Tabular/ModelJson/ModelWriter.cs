using System.Text.Json;

namespace Feedforward.Tabular;

/// <summary>Writes everything about a model but its weights: the same model always gives the same text.</summary>
internal static class ModelWriter
{
    public static void Write(Utf8JsonWriter json, TabularModel model)
    {
        json.WriteStartObject();
        json.WriteString("format", ModelFormat.Name);
        json.WriteNumber("version", ModelFormat.VersionOf(model));
        Write(json, model.Schema);
        json.WriteStartArray("encoders");
        foreach (var encoder in model.Preprocessing.Encoders)
        {
            EncoderJson.Write(json, encoder);
        }

        json.WriteEndArray();
        json.WriteStartObject("targetScale");
        json.WriteNumber("mean", model.TargetScale.Mean);
        json.WriteNumber("deviation", model.TargetScale.Deviation);
        WriteBound(json, "minimum", model.TargetScale.Minimum);
        WriteBound(json, "maximum", model.TargetScale.Maximum);
        json.WriteEndObject();
        json.WriteString("loss", model.Loss.Name);
        json.WriteStartObject("network");
        json.WriteNumber("inputs", model.Network.Inputs);
        if (model.Members > 1)
        {
            json.WriteNumber("members", model.Members);
        }

        LayerJson.Write(json, "layers", model.Network.Layers);
        json.WriteEndObject();
        CalibrationJson.Write(json, model);
        Write(json, model.Training);
        json.WriteEndObject();
    }

    /// <summary>JSON has no infinity: a bound that is none is left out.</summary>
    private static void WriteBound(Utf8JsonWriter json, string name, float bound)
    {
        if (float.IsFinite(bound))
        {
            json.WriteNumber(name, bound);
        }
    }

    private static void Write(Utf8JsonWriter json, Schema schema)
    {
        json.WriteStartObject("schema");
        json.WriteStartArray("features");
        foreach (var feature in schema.Features)
        {
            json.WriteStartObject();
            json.WriteString("name", feature.Name);
            json.WriteString("kind", ModelFormat.Text(feature.Kind));
            json.WriteBoolean("numeric", feature.Numeric);
            json.WriteNumber("width", feature.Width);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("target");
        json.WriteString("name", schema.Target!.Name);
        json.WriteString("task", ModelFormat.Text(schema.Target.Task));
        Write(json, "classes", schema.Target.Classes);
        json.WriteBoolean("numeric", schema.Target.Numeric);
        json.WriteEndObject();
        json.WriteStartArray("dropped");
        foreach (var dropped in schema.Dropped)
        {
            json.WriteStartObject();
            json.WriteString("name", dropped.Name);
            json.WriteString("reason", ModelFormat.Text(dropped.Reason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TrainingSummary training)
    {
        json.WriteStartObject("training");
        json.WriteString("library", training.LibraryVersion);
        json.WriteNumber("seed", training.Seed);
        json.WriteNumber("trainRows", training.TrainRows);
        json.WriteNumber("validationRows", training.ValidationRows);
        json.WriteNumber("testRows", training.TestRows);
        json.WriteNumber("epochs", training.Epochs);
        json.WriteNumber("bestEpoch", training.BestEpoch);
        json.WriteString("stopReason", training.StopReason);
        json.WriteStartObject("options");
        foreach (var (name, text) in training.Options)
        {
            json.WriteString(name, text);
        }

        json.WriteEndObject();
        Write(json, "validation", training.ValidationMetrics);
        Write(json, "test", training.TestMetrics);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, double> metrics)
    {
        json.WriteStartObject(name);
        foreach (var (metric, value) in metrics)
        {
            json.WriteNumber(metric, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
