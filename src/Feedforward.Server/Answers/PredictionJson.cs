using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Predictions in JSON, and what a person should know about the rows.</summary>
internal static class PredictionJson
{
    private static readonly JsonEncodedText s_model = JsonEncodedText.Encode("model");
    private static readonly JsonEncodedText s_predictions = JsonEncodedText.Encode("predictions");
    private static readonly JsonEncodedText s_label = JsonEncodedText.Encode("label");
    private static readonly JsonEncodedText s_probabilities = JsonEncodedText.Encode("probabilities");
    private static readonly JsonEncodedText s_set = JsonEncodedText.Encode("set");
    private static readonly JsonEncodedText s_prediction = JsonEncodedText.Encode("prediction");
    private static readonly JsonEncodedText s_deviation = JsonEncodedText.Encode("deviation");
    private static readonly JsonEncodedText s_lower = JsonEncodedText.Encode("lower");
    private static readonly JsonEncodedText s_upper = JsonEncodedText.Encode("upper");

    /// <summary>Writes one object.</summary>
    public static void Write(Utf8JsonWriter json, LoadedModel model, PredictedRows rows, IEnumerable<Notice> notices)
    {
        json.WriteStartObject();
        json.WriteString(s_model, model.JsonName);
        json.WriteStartArray(s_predictions);
        for (var row = rows.Start; row < rows.Start + rows.Count; row++)
        {
            WriteOne(json, model.Classes, rows.All!, row);
        }

        json.WriteEndArray();
        WriteNotices(json, notices);
        json.WriteEndObject();
    }

    /// <summary>Writes the prediction of a row under a name.</summary>
    public static void WriteNamed(Utf8JsonWriter json, string name, Predictions predictions, int row = 0)
    {
        json.WritePropertyName(name);
        WriteOne(json, [.. predictions.Classes.Select(label => JsonEncodedText.Encode(label, JsonText.Encoder))], predictions, row);
    }

    /// <summary>Writes the prediction of one row as an object.</summary>
    public static void WriteOne(Utf8JsonWriter json, JsonEncodedText[] classes, Predictions predictions, int row)
    {
        json.WriteStartObject();
        if (predictions.Task == LearningTask.Regression)
        {
            WriteNumbers(json, predictions, row);
        }
        else
        {
            WriteClasses(json, classes, predictions, row);
        }

        json.WriteEndObject();
    }

    /// <summary>JSON has no infinity: a number that is none is null.</summary>
    public static void WriteNumber(Utf8JsonWriter json, float number)
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

    private static void WriteClasses(Utf8JsonWriter json, JsonEncodedText[] classes, Predictions predictions, int row)
    {
        json.WritePropertyName(s_label);
        if (predictions.IsMarked(row))
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStringValue(classes[predictions.ClassAt(row)]);
        }

        json.WriteStartObject(s_probabilities);
        var probabilities = predictions.Probabilities.Row(row);
        for (var i = 0; i < classes.Length; i++)
        {
            Write(json, classes[i], probabilities[i]);
        }

        json.WriteEndObject();
        if (predictions.Conformal is not null && !predictions.IsMarked(row))
        {
            json.WriteStartArray(s_set);
            foreach (var place in predictions.SetAt(row))
            {
                json.WriteStringValue(classes[place]);
            }

            json.WriteEndArray();
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, Predictions predictions, int row)
    {
        Write(json, s_prediction, predictions.Values[row]);
        if (!predictions.Deviations.IsEmpty)
        {
            Write(json, s_deviation, predictions.Deviations[row]);
        }

        if (predictions.Conformal is not null)
        {
            var (lower, upper) = predictions.IntervalAt(row);
            Write(json, s_lower, lower);
            Write(json, s_upper, upper);
        }
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, float number)
    {
        json.WritePropertyName(name);
        WriteNumber(json, number);
    }

    /// <summary>Writes what a person should know, where there is something.</summary>
    public static void WriteNotices(Utf8JsonWriter json, IEnumerable<Notice> notices)
    {
        var any = false;
        foreach (var notice in notices)
        {
            if (!any)
            {
                json.WriteStartArray("notices");
                any = true;
            }

            json.WriteStartObject();
            json.WriteString("column", notice.Column);
            json.WriteString("message", notice.Message);
            json.WriteEndObject();
        }

        if (any)
        {
            json.WriteEndArray();
        }
    }
}
