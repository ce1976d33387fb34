using System.Text.Json;
using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>Where a table comes from and how it is read. Kept as a JSON file, so that a studio that is started again has it.</summary>
internal sealed record TableSettings
{
    /// <summary>What a person calls it, such as the name of the file that was dropped.</summary>
    public required string Title { get; init; }

    /// <summary>How it came about, in one sentence; or null.</summary>
    public string? Origin { get; init; }

    /// <summary>The file: a name in the studio's folder, or a whole path elsewhere. Null for a built-in set.</summary>
    public string? File { get; init; }

    /// <summary>The name of a built-in set, or null.</summary>
    public string? BuiltIn { get; init; }

    /// <summary>How many rows of a built-in set; null for as many as it has by itself.</summary>
    public int? Rows { get; init; }

    /// <summary>Which rows of a built-in set.</summary>
    public ulong Seed { get; init; }

    /// <summary>The column to predict, where somebody chose one.</summary>
    public string? Target { get; init; }

    /// <summary>How the file is read: what separates cells, how missing values are written in each column, and the types, where they were chosen.</summary>
    public ReadOptions Reading { get; init; } = ReadOptions.Default;

    /// <summary>The columns that are not to be learned from.</summary>
    public IReadOnlyCollection<string> Drop { get; init; } = [];

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="ArgumentException">Something in it is not as it should be.</exception>
    public static TableSettings Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var values = new Parameters(document.RootElement.Clone());
            return new TableSettings
            {
                Title = values.Text("title"),
                Origin = values.OptionalText("origin"),
                File = values.OptionalText("file"),
                BuiltIn = values.OptionalText("builtIn"),
                Rows = values.Element("rows") is null ? null : (int)values.Whole("rows", 1, int.MaxValue),
                Seed = (ulong)values.Whole("seed", 0, int.MaxValue, 0),
                Target = values.OptionalText("target"),
                Reading = ReadingOf(values, ReadOptions.Default),
                Drop = values.Texts("drop"),
            };
        }
        catch (JsonException fault)
        {
            throw new ArgumentException($"It is no JSON: {fault.Message}", fault);
        }
    }

    /// <summary>What a request or a kept file says about reading; what it leaves out stays as it was.</summary>
    /// <exception cref="ArgumentException">A value cannot be.</exception>
    public static ReadOptions ReadingOf(Parameters values, ReadOptions before) => before with
    {
        Delimiter = values.OptionalText("delimiter") switch
        {
            null => before.Delimiter,
            "" => null,
            "tab" => '\t',
            [var only] => only,
            var other => throw new ArgumentException($"'delimiter' is to be one character or tab, not '{other}'."),
        },
        DecimalComma = values.Flag("decimalComma", before.DecimalComma),
        Header = values.Flag("header", before.Header),
        MissingMarks = values.Has("missing") ? values.Texts("missing") : before.MissingMarks,
        MissingMarksOf = values.Objects("missingOf") is { } marks
            ? marks.ToDictionary(pair => pair.Key, pair => Parameters.TextsOf(pair.Key, pair.Value), StringComparer.Ordinal)
            : before.MissingMarksOf,
        Types = values.Objects("types") is { } types
            ? types.ToDictionary(pair => pair.Key, pair => KindOf(pair.Key, pair.Value), StringComparer.Ordinal)
            : before.Types,
    };

    /// <summary>The settings as JSON.</summary>
    public byte[] ToJson()
    {
        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        Write(text.Json);
        text.Json.WriteEndObject();
        return text.Bytes.ToArray();
    }

    /// <summary>Writes the fields.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("title", Title);
        WriteText(json, "origin", Origin);
        WriteText(json, "file", File);
        WriteText(json, "builtIn", BuiltIn);
        if (Rows is { } rows)
        {
            json.WriteNumber("rows", rows);
        }

        json.WriteNumber("seed", Seed);
        WriteText(json, "target", Target);
        WriteText(json, "delimiter", Reading.Delimiter is '\t' ? "tab" : Reading.Delimiter?.ToString());
        json.WriteBoolean("decimalComma", Reading.DecimalComma);
        json.WriteBoolean("header", Reading.Header);
        WriteTexts(json, "missing", Reading.MissingMarks);
        json.WriteStartObject("missingOf");
        foreach (var (column, marks) in Reading.MissingMarksOf)
        {
            WriteTexts(json, column, marks);
        }

        json.WriteEndObject();
        json.WriteStartObject("types");
        foreach (var (column, kind) in Reading.Types)
        {
            json.WriteString(column, Word(kind));
        }

        json.WriteEndObject();
        WriteTexts(json, "drop", Drop);
    }

    /// <summary>The word for a kind, in lower case.</summary>
    public static string Word(ColumnKind kind) => kind.ToString().ToLowerInvariant();

    private static ColumnKind KindOf(string column, JsonElement word) =>
        word.ValueKind == JsonValueKind.String && Enum.TryParse<ColumnKind>(word.GetString(), ignoreCase: true, out var kind) && Enum.IsDefined(kind)
            ? kind
            : throw new ArgumentException($"The type of '{column}' is to be number, category, boolean or date, not {word.GetRawText()}.");

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
