using System.Text.Json;
using Feedforward.Metrics;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>What the page shows of a table: its columns, how it would be divided, and its first rows.</summary>
internal static class TableJson
{
    /// <summary>So many columns are shown.</summary>
    private const int MostColumns = 200;

    /// <summary>So many numbers of a vector are shown: a picture of 64 by 64.</summary>
    private const int MostNumbers = 4096;

    /// <summary>Writes all that is known of a table.</summary>
    /// <param name="json">Takes the fields.</param>
    /// <param name="named">The table.</param>
    /// <param name="table">Its rows.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="seed">The seed of the split.</param>
    /// <param name="first">How many of the first rows are wanted.</param>
    public static void Write(Utf8JsonWriter json, StudioTable named, Table table, string target, ulong seed, int first)
    {
        json.WriteString("name", named.Name);
        json.WriteString("words", named.Words);
        json.WriteStartObject("settings");
        named.Settings.Write(json);
        json.WriteEndObject();
        json.WriteNumber("rows", table.Rows);
        json.WriteNumber("columnCount", table.Columns.Count);
        json.WriteString("target", target);
        var choices = named.Choices(target) with { Preset = "plain", Seed = seed };
        var (schema, notices) = Inferred(json, table, choices);
        WriteColumns(json, table, schema, named);
        json.WriteStartArray("notices");
        foreach (var notice in notices)
        {
            json.WriteStringValue(notice.Message);
        }

        json.WriteEndArray();
        WriteSplit(json, table, schema, choices);
        WriteRows(json, table, Math.Min(first, table.Rows));
    }

    /// <summary>Where a target cannot be predicted the answer says why, and shows the columns all the same.</summary>
    private static (Schema Schema, IReadOnlyList<Notice> Notices) Inferred(Utf8JsonWriter json, Table table, TabularOptions choices)
    {
        var options = new SchemaOptions { Target = choices.Target, Types = choices.Types, Drop = choices.Drop };
        try
        {
            return Schema.Infer(table, options);
        }
        catch (DataException fault)
        {
            json.WriteString("fault", fault.Message);
        }

        try
        {
            return Schema.Infer(table, options with { Target = null });
        }
        catch (DataException)
        {
            return (new Schema([], null, []), table.Notices);
        }
    }

    private static void WriteColumns(Utf8JsonWriter json, Table table, Schema schema, StudioTable named)
    {
        json.WriteStartArray("columns");
        foreach (var (column, summary) in table.Columns.Zip(TableSummary.Of(table, schema)).Take(MostColumns))
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("kind", summary.Kind is { } kind ? TableSettings.Word(kind) : null);
            json.WriteString("dropped", summary.Dropped?.ToString());
            json.WriteString("told", named.Settings.Drop.Contains(column.Name) ? "drop" : named.Reading.Types.TryGetValue(column.Name, out var told) ? TableSettings.Word(told) : null);
            json.WriteBoolean("isNumber", column is NumberColumn);
            json.WriteNumber("width", column is VectorColumn vector ? vector.Width : 1);
            json.WriteNumber("missing", summary.Missing);
            json.WriteNumber("distinct", summary.Distinct);
            json.Write("range", summary is { Minimum: { } low, Maximum: { } high, Mean: { } mean, Deviation: { } deviation } ? [low, high, mean, deviation] : []);
            json.WriteStartArray("bars");
            if (column is NumberColumn numbers && summary.Distinct > MostFew)
            {
                foreach (var bin in Histogram.Of([.. numbers.Values.ToArray().Where(float.IsFinite).Select(value => (double)value)]))
                {
                    WriteBar(json, FormattableString.Invariant($"{(float)bin.Lower} to {(float)bin.Upper}"), bin.Count);
                }
            }
            else if (column is not VectorColumn)
            {
                foreach (var (value, count) in column is NumberColumn ? summary.MostFrequent.OrderBy(pair => float.Parse(pair.Value, System.Globalization.CultureInfo.InvariantCulture)) : summary.MostFrequent.AsEnumerable())
                {
                    WriteBar(json, value, count);
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Numbers of so few values have a bar for each.</summary>
    private const int MostFew = 10;

    private static void WriteBar(Utf8JsonWriter json, string label, int count)
    {
        json.WriteStartObject();
        json.WriteString("label", label);
        json.WriteNumber("count", count);
        json.WriteEndObject();
    }

    private static void WriteSplit(Utf8JsonWriter json, Table table, Schema schema, TabularOptions choices)
    {
        if (schema.Target is not { } target)
        {
            return;
        }

        json.WriteString("task", target.Task.ToString().ToLowerInvariant());
        json.WriteStartArray("classes");
        foreach (var name in target.Classes)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteStartArray("split");
        foreach (var part in SplitPart.Of(table, schema, choices))
        {
            json.WriteStartObject();
            json.WriteString("part", part.Name);
            json.WriteNumber("rows", part.Rows);
            json.WriteStartArray("classes");
            foreach (var count in part.Classes)
            {
                json.WriteNumberValue(count);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRows(Utf8JsonWriter json, Table table, int count)
    {
        json.WriteStartArray("head");
        for (var row = 0; row < count; row++)
        {
            json.WriteStartObject();
            json.WriteNumber("line", table.LineOf(row));
            json.WriteStartArray("cells");
            foreach (var column in table.Columns.Take(MostColumns))
            {
                if (column is VectorColumn vector)
                {
                    WriteVector(json, vector.Values.Row(row));
                }
                else
                {
                    json.WriteStringValue(column.TextAt(row));
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVector(Utf8JsonWriter json, ReadOnlySpan<float> numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers[..Math.Min(numbers.Length, MostNumbers)])
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
