using System.Text.Json;
using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>A training of the command line that the page looks on at: its events are shown, and it takes no commands.</summary>
internal sealed class FollowedRun
{
    private readonly EventLog _log;
    private readonly Lock _lock = new();
    private readonly List<ReadOnlyMemory<byte>> _events = [];
    private (string Data, long Rows, Schema Schema, TabularOptions Options)? _about;
    private volatile OpenedModel? _model;

    public FollowedRun(string name, EventLog log) => (Name, _log) = (name, log);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>playing, done or failed.</summary>
    public string State { get; private set; } = "playing";

    /// <summary>Why it failed, or null.</summary>
    public string? Message { get; private set; }

    /// <summary>The rows, for who wants to see what the model makes of one; null where they are too many.</summary>
    public Table? Table { get; set; }

    /// <summary>The model it ended with, or null.</summary>
    public OpenedModel? Model => _model;

    /// <summary>It begins.</summary>
    public void Begin(string data, long rows, Schema schema, TabularOptions options)
    {
        _about = (data, rows, schema, options);
        Emit(json => TrainingEvents.Start(json, data, rows, schema, options.Seed));
    }

    /// <summary>An epoch is over.</summary>
    public void Report(TabularEpoch epoch) => Emit(json => TrainingEvents.Epoch(json, epoch));

    /// <summary>Something a person should know.</summary>
    public void Note(Notice notice) => Emit(json => TrainingEvents.Note(json, notice));

    /// <summary>It is over.</summary>
    public void End(TabularResult result, string file)
    {
        _model = new OpenedModel(Name, result.Model, Table) { File = file };
        Emit(json => TrainingEvents.Done(json, result, file));
        Change("done", null);
    }

    /// <summary>It came to nothing.</summary>
    public void Fail(string message) => Change("failed", message);

    /// <summary>What it is and all its events.</summary>
    public void Show(Utf8JsonWriter json)
    {
        json.WriteString("run", Name);
        json.WriteBoolean("followed", true);
        json.WriteString("state", State);
        json.WriteString("message", Message);
        if (_about is { } about)
        {
            json.WriteString("title", about.Data);
            json.WriteString("target", about.Schema.Target!.Name);
            json.WriteNumber("rows", about.Rows);
            json.WriteNumber("seed", about.Options.Seed);
            json.WriteString("preset", about.Options.Preset);
        }

        json.WriteStartArray("history");
        lock (_lock)
        {
            foreach (var entry in _events)
            {
                json.WriteRawValue(entry.Span, skipInputValidation: true);
            }
        }

        json.WriteEndArray();
    }

    private void Change(string state, string? message)
    {
        (State, Message) = (state, message);
        Emit(json =>
        {
            json.WriteString("event", "state");
            json.WriteString("state", state);
            json.WriteString("message", message);
        });
    }

    private void Emit(Action<Utf8JsonWriter> write)
    {
        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        text.Json.WriteString("run", Name);
        write(text.Json);
        text.Json.WriteEndObject();
        var bytes = text.Bytes.ToArray();
        lock (_lock)
        {
            _events.Add(bytes);
        }

        _log.Append(bytes);
    }
}
