using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>What <c>/models</c> says: which columns a model reads, what it answers, and how it was trained.</summary>
internal static class ModelDescription
{
    /// <summary>The most categories that are listed for a column.</summary>
    public const int MostCategories = 1000;

    /// <summary>Writes what identifies a model.</summary>
    public static void WriteShort(Utf8JsonWriter json, LoadedModel model) => WriteShort(json, model.Name, model.Model);

    /// <summary>Writes what identifies a model.</summary>
    public static void WriteShort(Utf8JsonWriter json, string name, TabularModel model)
    {
        json.WriteString("name", name);
        json.WriteString("task", Name(model.Task));
        json.WriteString("target", model.Target.Name);
    }

    /// <summary>Writes everything about a model.</summary>
    public static void Write(Utf8JsonWriter json, LoadedModel loaded)
    {
        json.WriteStartObject();
        WriteFields(json, loaded.Name, loaded.Model);
        json.WriteEndObject();
    }

    /// <summary>The same without the braces.</summary>
    public static void WriteFields(Utf8JsonWriter json, string called, TabularModel model)
    {
        WriteShort(json, called, model);
        json.WriteStartArray("classes");
        foreach (var label in model.Classes)
        {
            json.WriteStringValue(label);
        }

        json.WriteEndArray();
        if (model.Conformal is { } conformal)
        {
            json.WriteNumber("intervalLevel", conformal.Level);
        }

        json.WriteStartArray("columns");
        var known = KnownCells.Of(model);
        foreach (var feature in model.Schema.Features)
        {
            Write(json, feature, known.GetValueOrDefault(feature.Name));
        }

        json.WriteEndArray();
        json.WriteNumber("parameters", model.Network.ParameterCount);
        Write(json, model.Training);
    }

    /// <summary>A name as JSON writes it: dayOfWeek rather than DayOfWeek.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private static void Write(Utf8JsonWriter json, FeatureColumn feature, KnownCells? known)
    {
        json.WriteStartObject();
        json.WriteString("name", feature.Name);
        json.WriteString("kind", Name(feature.Kind));
        if (feature.Kind == ColumnKind.Vector)
        {
            json.WriteNumber("width", feature.Width);
        }

        if (known is { Categories.Count: > 0 })
        {
            json.WriteNumber("categoryCount", known.Categories.Count);
            json.WriteStartArray("categories");
            foreach (var category in known.Categories.Take(MostCategories))
            {
                json.WriteStringValue(category);
            }

            json.WriteEndArray();
        }

        Write(json, "minimum", known?.Minimum);
        Write(json, "maximum", known?.Maximum);
        Write(json, "typical", known?.Typical);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, float? number)
    {
        if (number is { } known && float.IsFinite(known))
        {
            json.WriteNumber(name, known);
        }
    }

    private static void Write(Utf8JsonWriter json, TrainingSummary training)
    {
        json.WriteStartObject("training");
        json.WriteString("library", training.LibraryVersion);
        json.WriteNumber("rows", training.TrainRows);
        json.WriteNumber("epochs", training.Epochs);
        json.WriteStartObject("test");
        foreach (var (metric, value) in training.TestMetrics)
        {
            json.WritePropertyName(metric);
            if (double.IsFinite(value))
            {
                json.WriteNumberValue(value);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
