using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// The file that keeps finished trials: a line that says of which search they are, then one JSON object a line. A line counts once its
/// newline is there, so a program or machine that stops in the middle of one costs that trial alone.
/// </summary>
/// <remarks>
/// A trial is a function of its number and its epochs, once data, options, seed and space are given. So the journal is a memory of that function: a
/// search with more trials, or of another kind, takes from it what it has.
/// </remarks>
internal sealed class TuningJournal : IDisposable
{
    // The file is not put into a web page, and names stay readable.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FileStream _file;
    private readonly Dictionary<(int Number, int Epochs), Trial> _trials = [];
    private readonly string _path;

    private TuningJournal(FileStream file, string path) => (_file, _path) = (file, path);

    /// <summary>What was lost to an interruption, for a person; or null.</summary>
    public string? Loss { get; private set; }

    /// <summary>Opens or begins a journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="search">Of which search it has to be, by names and values.</param>
    /// <param name="configuration">The configuration with a number.</param>
    /// <exception cref="DataException">It is of another search, damaged, or cannot be opened; the message says which.</exception>
    public static TuningJournal Open(string path, OrderedDictionary<string, string> search, Func<int, Configuration> configuration)
    {
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var journal = new TuningJournal(file, path);
            try
            {
                journal.Read(search, configuration);
                return journal;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"The journal '{path}' cannot be opened; does another search use it? {fault.Message}", inner: fault);
        }
    }

    /// <summary>The trial of a configuration with so many epochs, where the journal has it.</summary>
    public Trial? Find(int number, int epochs) => _trials.GetValueOrDefault((number, epochs));

    /// <summary>Adds a trial and waits until the disk has it.</summary>
    public void Append(Trial trial)
    {
        Write(json =>
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
        _trials[(trial.Number, trial.Epochs)] = trial;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Read(OrderedDictionary<string, string> search, Func<int, Configuration> configuration)
    {
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var end = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (end < bytes.Length)
        {
            Loss = $"The last line of '{_path}' was cut off by an interruption; that trial is done again.";
        }

        var lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > 0)
        {
            Check(Object(lines[0], 1), search);
        }

        for (var i = 1; i < lines.Length; i++)
        {
            var trial = Trial(Object(lines[i], i + 1), i + 1, configuration);
            _trials[(trial.Number, trial.Epochs)] = trial;
        }

        _file.SetLength(end);
        _file.Position = end;
        if (lines.Length == 0)
        {
            Write(json => Texts(json, "search", search));
        }
    }

    private void Check(JsonElement line, OrderedDictionary<string, string> search)
    {
        if (!line.TryGetProperty("search", out var found) || found.ValueKind != JsonValueKind.Object)
        {
            throw new DataException($"'{_path}' is no journal of a search: its first line does not say of which. Name another folder or file.", 1);
        }

        var there = found.EnumerateObject().ToDictionary(field => field.Name, field => field.Value.ToString());
        var differences = search.Keys.Union(there.Keys)
            .Where(name => search.GetValueOrDefault(name) != there.GetValueOrDefault(name))
            .Select(name => $"{name} is {there.GetValueOrDefault(name) ?? "not given"} there and {search.GetValueOrDefault(name) ?? "not given"} here")
            .ToList();
        if (differences.Count > 0)
        {
            throw new DataException(
                $"'{_path}' is the journal of another search: {string.Join("; ", differences)}. Name another folder, or repeat the earlier command to go on with that search.");
        }
    }

    private Trial Trial(JsonElement line, int number, Func<int, Configuration> configuration)
    {
        try
        {
            var tried = configuration(line.GetProperty("trial").GetInt32());
            var values = line.GetProperty("configuration").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString());
            if (values.Count != tried.Values.Count || tried.Values.Any(pair => values.GetValueOrDefault(pair.Key) != pair.Value))
            {
                throw new DataException($"'{_path}': line {number} has another configuration than the seed gives trial {tried.Number}. Name another folder.", number);
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
            throw Damaged(number, fault);
        }
    }

    private JsonElement Object(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw Damaged(number, null);
        }
        catch (JsonException fault)
        {
            throw Damaged(number, fault);
        }
    }

    private DataException Damaged(int line, Exception? fault) =>
        new($"'{_path}': line {line} is no trial of a search. Take that line out, or name another folder.", line, inner: fault);

    private static void Texts(Utf8JsonWriter json, string name, OrderedDictionary<string, string> texts)
    {
        json.WriteStartObject(name);
        foreach (var (key, text) in texts)
        {
            json.WriteString(key, text);
        }

        json.WriteEndObject();
    }

    private void Write(Action<Utf8JsonWriter> fields)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, s_readable))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
        try
        {
            _file.Write(line.WrittenSpan);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException fault)
        {
            throw new DataException($"The journal '{_path}' cannot be written: {fault.Message}", inner: fault);
        }
    }
}
