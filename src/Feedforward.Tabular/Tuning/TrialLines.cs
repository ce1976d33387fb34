using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Feedforward.Tabular.Tuning;

/// <summary>The lines of a journal: the first says of which search it is, each other one is a trial.</summary>
/// <param name="search">Of which search, by names and values.</param>
/// <param name="configuration">The configuration with a number.</param>
internal sealed class TrialLines(OrderedDictionary<string, string> search, Func<int, Configuration> configuration)
{
    // The file is not put into a web page, and names stay readable.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line.</summary>
    public ReadOnlySpan<byte> Header() => Line(json => Texts(json, "search", search));

    /// <summary>The line of a trial.</summary>
    public static ReadOnlySpan<byte> Of(Trial trial) => Line(json =>
    {
        json.WriteNumber("trial", trial.Number);
        json.WriteNumber("epochs", trial.Epochs);
        json.WriteBoolean("diverged", trial.HasDiverged);
        if (trial.Value is { } value)
        {
            json.WriteNumber("value", value);
        }
        else
        {
            json.WriteNull("value");
        }

        json.WriteNumber("bestEpoch", trial.BestEpoch);
        json.WriteNumber("seconds", trial.Elapsed.TotalSeconds);
        Texts(json, "configuration", trial.Configuration.Values);
    });

    /// <summary>Checks a first line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <exception cref="DataException">It is of another search, or of none.</exception>
    public void Check(string text, string path)
    {
        if (!Object(text, path, 1).TryGetProperty("search", out var found) || found.ValueKind != JsonValueKind.Object)
        {
            throw new DataException($"'{path}' is no journal of a search: its first line does not say of which. Name another folder or file.", 1);
        }

        var there = found.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString());
        var differences = search.Keys.Union(there.Keys)
            .Where(name => search.GetValueOrDefault(name) != there.GetValueOrDefault(name))
            .Select(name => $"{name} is {there.GetValueOrDefault(name) ?? "not given"} there and {search.GetValueOrDefault(name) ?? "not given"} here")
            .ToList();
        if (differences.Count > 0)
        {
            throw new DataException(
                $"'{path}' is the journal of another search: {string.Join("; ", differences)}. Name another folder, or repeat the earlier command to go on with that search.");
        }
    }

    /// <summary>The trial of a line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <param name="number">Which line it is, from 1.</param>
    /// <exception cref="DataException">It is no trial of this search.</exception>
    public Trial Read(string text, string path, int number)
    {
        var line = Object(text, path, number);
        try
        {
            var tried = configuration(line.GetProperty("trial").GetInt32());
            var values = line.GetProperty("configuration").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString());
            if (values.Count != tried.Values.Count || tried.Values.Any(pair => values.GetValueOrDefault(pair.Key) != pair.Value))
            {
                throw new DataException($"'{path}': line {number} has another configuration than the seed gives trial {tried.Number}. Name another folder.", number);
            }

            var value = line.GetProperty("value");
            return new Trial(
                tried,
                line.GetProperty("epochs").GetInt32(),
                value.ValueKind == JsonValueKind.Null ? null : value.GetDouble(),
                line.GetProperty("bestEpoch").GetInt32(),
                line.GetProperty("diverged").GetBoolean(),
                TimeSpan.FromSeconds(line.GetProperty("seconds").GetDouble()));
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw Damaged(path, number, fault);
        }
    }

    private static JsonElement Object(string text, string path, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Damaged(path, number, null);
        }
        catch (JsonException fault)
        {
            throw Damaged(path, number, fault);
        }
    }

    private static DataException Damaged(string path, int line, Exception? fault) =>
        new($"'{path}': line {line} is no trial of a search. Take that line out, or name another folder.", line, inner: fault);

    private static void Texts(Utf8JsonWriter json, string name, OrderedDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, text) in texts)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> Line(Action<Utf8JsonWriter> fields)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, s_readable))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        return line.WrittenSpan;
    }
}
