using System.Text.Json;
using Feedforward.Experiments;

namespace Feedforward.Studio;

/// <summary>What answers have in common.</summary>
internal static class LessonJson
{
    /// <summary>A number; null where there is none or it is not finite, for which JSON has no word.</summary>
    public static void Write(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number))
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
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
