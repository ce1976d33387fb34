using System.Globalization;
using System.Text;
using System.Text.Json;
using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>Cells and texts as programs write them.</summary>
internal static class RowLiterals
{
    /// <summary>The cell of a row in JSON.</summary>
    public static string Json(FeatureColumn feature, Table row)
    {
        using var text = JsonText.Take();
        RecordJson.WriteCell(text.Json, feature, row[feature.Name]);
        return Encoding.UTF8.GetString(text.Bytes.Span);
    }

    /// <summary>A text in double quotes, whose escapes mean the same in JSON, C# and Python.</summary>
    public static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JsonText.Encoder)}\"";

    /// <summary>A number that C#, JSON and Python read alike.</summary>
    public static string Number(float number) => (number == 0 ? 0 : number).ToString("R", CultureInfo.InvariantCulture);
}
