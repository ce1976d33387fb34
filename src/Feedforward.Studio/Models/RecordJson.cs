using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>The cells of a row that a model knows: those it reads, then the target.</summary>
internal static class RecordJson
{
    /// <summary>Writes <c>record</c>: numbers, texts, truth values and lists of numbers by column; null where a cell is missing.</summary>
    public static void Write(Utf8JsonWriter json, TabularModel model, Table row)
    {
        json.WriteStartObject("record");
        foreach (var feature in model.Schema.Features)
        {
            json.WritePropertyName(feature.Name);
            WriteCell(json, feature, row[feature.Name]);
        }

        if (row.TryColumn(model.Target.Name, out var target))
        {
            json.WriteString(model.Target.Name, target.TextAt(0));
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the cell of a column's only row.</summary>
    public static void WriteCell(Utf8JsonWriter json, FeatureColumn feature, TableColumn cells)
    {
        switch (cells)
        {
            case NumberColumn number when !number.IsMissing(0):
                json.WriteNumberValue(number.Values[0]);
                break;
            case VectorColumn vector:
                json.WriteStartArray();
                foreach (var number in vector.Values.Row(0))
                {
                    json.WriteNumberValue(number);
                }

                json.WriteEndArray();
                break;
            case TextColumn text when feature.Kind == ColumnKind.Boolean && text.TextAt(0) is { } written && ColumnView.TryTruth(written, out var truth):
                json.WriteBooleanValue(truth > 0);
                break;
            default:
                json.WriteStringValue(cells.TextAt(0));
                break;
        }
    }
}
