using System.Globalization;
using System.Text.Json;

namespace Feedforward.Server;

/// <summary>
/// Reads named-column records from JSON: one object, an array of them, or an object whose <c>rows</c> is an array of them
/// (unless the model has a column of that name).
/// </summary>
internal static class JsonRows
{
    private const string Wrapped = "rows";

    /// <summary>Reads a whole body.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="model">Knows the columns.</param>
    /// <param name="rows">Takes the cells and the faults.</param>
    public static void Read(ReadOnlySpan<byte> body, LoadedModel model, RequestRows rows)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            if (!json.Read())
            {
                rows.Fault(Pointer.Root, "expected a record or an array of records, found nothing");
                return;
            }

            if (json.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref json, model, rows);
            }
            else if (json.TokenType == JsonTokenType.StartArray)
            {
                ReadArray(ref json, Pointer.Root, rows);
            }
            else
            {
                rows.Fault(Pointer.Root, $"expected a record or an array of records, found {RequestRows.Found(json)}");
            }

            // What follows must be nothing.
            while (!rows.TooMany && json.Read())
            {
            }
        }
        catch (JsonException fault)
        {
            rows.Fault(Pointer.Root, Broken(fault));
        }
    }

    /// <summary>Where a text stops being JSON.</summary>
    public static string Broken(JsonException fault) => string.Create(
        CultureInfo.InvariantCulture, $"expected JSON, found a fault in line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}");

    /// <summary>The object is a record, or it holds the rows; which of the two its names tell.</summary>
    private static void ReadObject(ref Utf8JsonReader json, LoadedModel model, RequestRows rows)
    {
        var (isRecord, isWrapper) = (false, false);
        var mayWrap = model.Find(Wrapped) < 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var column = isWrapper ? -1 : rows.Find(ref json);
            if (column >= 0)
            {
                isRecord = true;
                _ = json.Read();
                rows.Add(column, ref json, Pointer.Root, row: -1);
                continue;
            }

            var name = RequestRows.Name(ref json) ?? string.Empty;
            _ = json.Read();
            if (mayWrap && !isRecord && !isWrapper && name == Wrapped && json.TokenType == JsonTokenType.StartArray)
            {
                isWrapper = true;
                ReadArray(ref json, $"#/{Wrapped}", rows);
                if (rows.TooMany)
                {
                    return;
                }

                continue;
            }

            json.Skip();
            if (isWrapper)
            {
                rows.Fault(Pointer.Of(Pointer.Root, name), $"expected nothing but \"{Wrapped}\" beside the rows");
            }
            else
            {
                rows.AddUnknown(name);
            }
        }

        if (!isWrapper)
        {
            rows.EndRow(Pointer.Root, row: -1);
        }
    }

    private static void ReadArray(ref Utf8JsonReader json, string place, RequestRows rows)
    {
        for (var row = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; row++)
        {
            if (json.TokenType != JsonTokenType.StartObject)
            {
                rows.Fault(Pointer.Of(place, row), $"expected an object with the columns' names, found {RequestRows.Found(json)}");
                json.Skip();
                continue;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var column = rows.Find(ref json);
                if (column >= 0)
                {
                    _ = json.Read();
                    rows.Add(column, ref json, place, row);
                }
                else
                {
                    rows.AddUnknown(RequestRows.Name(ref json) ?? string.Empty);
                    _ = json.Read();
                    json.Skip();
                }
            }

            rows.EndRow(place, row);
            if (rows.TooMany)
            {
                return;
            }
        }
    }
}
