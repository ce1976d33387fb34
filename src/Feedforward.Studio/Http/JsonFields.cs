using System.Text.Json;
using Feedforward.Experiments;
using Feedforward.Metrics;

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

    /// <summary>Writes a confusion matrix: a row for each true class, a column for each predicted one.</summary>
    public static void Confusion(this Utf8JsonWriter writer, ConfusionMatrix confusion)
    {
        writer.WriteStartArray("confusion");
        for (var actual = 0; actual < confusion.Classes; actual++)
        {
            writer.WriteStartArray();
            for (var predicted = 0; predicted < confusion.Classes; predicted++)
            {
                writer.WriteNumberValue(confusion[actual, predicted]);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
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

    /// <summary>A number in the digits of 32 bits; null where there is none or it is not finite.</summary>
    public static void Write(this Utf8JsonWriter json, string name, float? value)
    {
        json.WritePropertyName(name);
        Write(json, value ?? float.NaN);
    }

    /// <summary>A row of numbers; null where one is not finite.</summary>
    public static void Write(this Utf8JsonWriter json, string name, ReadOnlySpan<float> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            Write(json, number);
        }

        json.WriteEndArray();
    }

    /// <summary>A matrix as a list of its rows.</summary>
    public static void Write(this Utf8JsonWriter json, string name, Matrix<float> matrix)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < matrix.Rows; i++)
        {
            json.WriteStartArray();
            foreach (var number in matrix.Row(i))
            {
                Write(json, number);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>The ends of a line, or null: x₁, y₁, x₂, y₂.</summary>
    public static void Write(this Utf8JsonWriter json, string name, BoundaryLine? line)
    {
        if (line is not { } ends)
        {
            json.WriteNull(name);
            return;
        }

        json.Write(name, [(float)ends.X1, (float)ends.Y1, (float)ends.X2, (float)ends.Y2]);
    }

    /// <summary>A part of the plane: left, right, bottom, top.</summary>
    public static void Write(this Utf8JsonWriter json, string name, Window window) =>
        json.Write(name, [(float)window.Left, (float)window.Right, (float)window.Bottom, (float)window.Top]);

    private static void Write(Utf8JsonWriter json, float number)
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
}
