using System.Text.Json;

namespace Feedforward.Studio;

/// <summary>Fields that the events and the answers of all verbs have in common; docs/json.md describes them.</summary>
internal static class JsonFields
{
    /// <summary>Writes a number; null where there is none or it is not finite, for which JSON has no word.</summary>
    public static void Number(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>Writes metrics in their order.</summary>
    public static void Metrics(this Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, double>> metrics)
    {
        writer.WriteStartObject(name);
        foreach (var (metric, value) in metrics)
        {
            writer.Number(metric, value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a list of texts.</summary>
    public static void Texts(this Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    /// <summary>The name of a choice as JSON has it: EarlyStopped is early-stopped.</summary>
    public static string Kebab<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
    }
}
