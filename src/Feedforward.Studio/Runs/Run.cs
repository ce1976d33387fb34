using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>
/// One training of the page: it plays, pauses, steps by example, batch or epoch, and begins anew. Its folder holds what it was asked to be, its
/// events and its checkpoints, so that it goes on where it stood after the studio was ended or killed.
/// </summary>
internal sealed partial class Run : IDisposable
{
    private const string DescriptionFile = "run.json";
    private const string JournalFile = "events.txt";
    private const string ModelName = "model.onnx";
    private static readonly TimeSpan s_pictureTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_checkpointTime = TimeSpan.FromSeconds(10);

    private readonly string _folder;
    private readonly TableCatalog _tables;
    private readonly EventLog _log;
    private readonly int _threads;
    private readonly RunJournal _journal;
    private readonly Lazy<RunThread> _thread;
    private readonly Stopwatch _sinceCheckpoint = Stopwatch.StartNew();
    private Table? _table;
    private TabularTraining? _training;
    private RunPicture? _picture;
    private TabularModel? _model;
    private RunConfiguration _configuration;
    private TimeSpan _pace;
    private long _shown;
    private int _reported;
    private int _examples;
    private long _changes;

    private Run(string name, string folder, RunConfiguration configuration, TableCatalog tables, EventLog log, int threads)
    {
        (Name, _folder, _configuration, _tables, _log, _threads) = (name, folder, configuration, tables, log, threads);
        _journal = new RunJournal(Path.Combine(folder, JournalFile));
        _thread = new Lazy<RunThread>(() => new RunThread(name, StepOn));
    }

    /// <summary>The name: run-1, run-2, …</summary>
    public string Name { get; }

    /// <summary>What it was asked to be.</summary>
    public RunConfiguration Configuration => Volatile.Read(ref _configuration);

    /// <summary>What it is doing.</summary>
    public RunState State { get; private set; }

    /// <summary>Whether a weight was changed by hand, so that no seed gives the same.</summary>
    public bool IsEdited { get; private set; }

    /// <summary>Why it failed or where it diverged, or null.</summary>
    public string? Message { get; private set; }

    /// <summary>The newest epoch's event, that of the best epoch and that of the end; each null where there is none.</summary>
    public (JsonElement? Newest, JsonElement? Best, JsonElement? Done) Results { get; private set; }

    /// <summary>Makes a run. What cannot be trained is refused now.</summary>
    /// <exception cref="FeedforwardException">The table cannot be learned from.</exception>
    /// <exception cref="ArgumentException">A choice is impossible.</exception>
    public static Run Create(string name, string folder, RunConfiguration configuration, TableCatalog tables, EventLog log, int threads)
    {
        var run = new Run(name, folder, configuration, tables, log, threads);
        run._thread.Value.Ask(() =>
        {
            run.Prepare();
            Directory.CreateDirectory(folder);
            run.Describe();
            run.Begin();
            return true;
        });
        return run;
    }

    /// <summary>A run of an earlier program; it goes on by itself if it did so then.</summary>
    /// <exception cref="FormatException">Its folder is damaged.</exception>
    public static (Run Run, IReadOnlyList<(long Id, ReadOnlyMemory<byte> Json)> Events) Restore(string folder, TableCatalog tables, EventLog log, int threads)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, DescriptionFile)));
        var description = document.RootElement.Clone();
        var run = new Run(Path.GetFileName(folder), folder, RunConfiguration.Read(new Parameters(description.GetProperty("configuration"))), tables, log, threads)
        {
            State = Enum.GetValues<RunState>().Single(state => JsonFields.Kebab(state) == description.GetProperty("state").GetString()),
            IsEdited = description.GetProperty("edited").GetBoolean(),
            Message = description.GetProperty("message").GetString(),
            _pace = TimeSpan.FromMilliseconds(description.GetProperty("pace").GetDouble()),
        };
        var events = run._journal.Read();
        foreach (var (_, json) in events)
        {
            run.Note(json);
        }

        return (run, events);
    }

    /// <summary>Goes on with what it did when the earlier program ended.</summary>
    public void GoOn()
    {
        if (State == RunState.Playing)
        {
            _ = _thread.Value;
        }
    }

    /// <summary>Trains until it is told to pause.</summary>
    /// <param name="pace">The least time an epoch takes.</param>
    public void Play(TimeSpan pace) => Command(() =>
    {
        CheckCanStep();
        _pace = pace;
        _examples = 0;
        Change(RunState.Playing);
    });

    /// <summary>Waits from here on.</summary>
    public void Pause() => Command(() =>
    {
        if (State == RunState.Playing)
        {
            Keep();
            Change(RunState.Paused);
        }
    });

    /// <summary>One minibatch.</summary>
    public void StepBatch() => Command(() =>
    {
        CheckCanStep();
        Change(RunState.Paused);
        _examples = 0;
        Advance();
        Keep();
    });

    /// <summary>To the end of the epoch.</summary>
    public void StepEpoch() => Command(() =>
    {
        CheckCanStep();
        Change(RunState.Paused);
        _examples = 0;
        var epoch = Training.Epochs.Count;
        while (State == RunState.Paused && Training.Epochs.Count == epoch)
        {
            Advance();
        }

        Keep();
    });

    /// <summary>Begins anew.</summary>
    /// <param name="configuration">What it is to be; the same gives the same.</param>
    public void Rewind(RunConfiguration configuration) => Command(() =>
    {
        var (before, training, table, picture) = (_configuration, _training, _table, _picture);
        try
        {
            (_training, _table, _picture) = (null, null, null);
            Volatile.Write(ref _configuration, configuration);
            Prepare(isAnew: true);
        }
        catch
        {
            // What cannot be trained changes nothing.
            (_configuration, _training, _table, _picture) = (before, training, table, picture);
            throw;
        }

        if (Directory.Exists(Checkpoints))
        {
            Directory.Delete(Checkpoints, recursive: true);
        }

        File.Delete(ModelPath);
        _journal.Clear();
        (_model, _reported, _examples, IsEdited, Message, Results) = (null, 0, 0, false, null, default);
        State = RunState.Paused;
        _changes++;
        Describe();
        Emit(json =>
        {
            json.WriteString("event", "rewind");
            json.WriteNumber("changes", _changes);
        });
        Begin();
    });

    /// <summary>Sets a weight or a bias.</summary>
    /// <param name="layer">Which layer of neurons, counted from 0.</param>
    /// <param name="from">Which input of it; null for the bias.</param>
    /// <param name="to">Which neuron.</param>
    /// <param name="value">The new value.</param>
    /// <exception cref="ArgumentException">There is no such weight.</exception>
    public void Edit(int layer, int? from, int to, float value) => Command(() =>
    {
        CheckCanStep();
        var graph = Picture.Graph ?? throw new ArgumentException("This network is not made of neurons alone, so it has no weights to set one by one.");
        if (layer >= graph.Layers.Count || to >= graph.Layers[layer].Units || from >= graph.Layers[layer].Inputs || (from is null && !graph.Layers[layer].HasBias))
        {
            throw new ArgumentException($"There is no such weight: layer {layer}, from {from?.ToString(CultureInfo.InvariantCulture) ?? "bias"} to {to}.");
        }

        var parameters = Training.Trainer.Workspace.Layers[graph.Layers[layer].Dense].Parameters(from is null ? 1 : 0);
        parameters[from ?? 0, to] = value;
        IsEdited = true;
        Keep();
        Describe();
        Emit(json =>
        {
            json.WriteString("event", "edit");
            json.WriteNumber("step", Training.Trainer.Steps);
            json.WriteNumber("layer", layer);
            json.Number("from", from);
            json.WriteNumber("to", to);
            json.Number("value", value);
        });
    });

    /// <summary>Ends here: the best epoch so far is judged and kept as the model.</summary>
    public void Finish() => Command(() =>
    {
        CheckCanStep();
        if (Training.Trainer.Steps == 0)
        {
            throw new ArgumentException("Nothing was learned yet; train first.");
        }

        Judge();
    });

    /// <summary>Removes its folder; it is of no use afterwards.</summary>
    public void Delete()
    {
        Command(() => State = RunState.Paused);
        End();
        _log.Forget(Name);
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Keeps where it stands.</summary>
    public void Dispose()
    {
        if (_thread.IsValueCreated)
        {
            Command(() =>
            {
                if (_training is not null && State is RunState.Playing or RunState.Paused)
                {
                    Keep();
                }
            });
        }

        End();
    }

    private string Checkpoints => Path.Combine(_folder, "checkpoints");

    private string ModelPath => Path.Combine(_folder, ModelName);

    private TabularTraining Training => _training ?? Prepare();

    private RunPicture Picture => _picture ??= new RunPicture(Training, _table!);

    private void End()
    {
        if (_thread.IsValueCreated)
        {
            _thread.Value.Dispose();
        }

        _journal.Dispose();
    }

    private void Command(Action work) => _thread.Value.Ask(() =>
    {
        work();
        if (_training is not null)
        {
            ShowPicture();
        }

        return true;
    });

    private TabularTraining Prepare(bool isAnew = false)
    {
        var table = _tables.Find(_configuration.Data);
        _table = table.Table;
        _training = TabularTraining.Prepare(_table, _configuration.ToOptions(table, _threads));
        if (!isAnew && CheckpointFolder.Newest(Checkpoints, _ => { }) is { } checkpoint)
        {
            _training.Resume(checkpoint);
        }

        return _training;
    }

    private void Begin()
    {
        Emit(json => TrainingEvents.Start(json, _configuration.Data, _table!.Rows, Training.Schema, (ulong)_configuration.Seed));
        foreach (var notice in Training.Notices)
        {
            Emit(json => TrainingEvents.Note(json, notice));
        }

        Change(RunState.Paused, always: true);
    }

    private void CheckCanStep()
    {
        if (State is RunState.Done or RunState.Diverged or RunState.Failed)
        {
            throw new ArgumentException($"{Name} has ended ({JsonFields.Kebab(State)}). Rewind it to train again.");
        }
    }

    /// <summary>What it does without being asked.</summary>
    private bool StepOn()
    {
        if (State != RunState.Playing)
        {
            return false;
        }

        try
        {
            if (Advance())
            {
                _thread.Value.Rest(_pace);
            }

            if (_sinceCheckpoint.Elapsed > s_checkpointTime)
            {
                Keep();
            }

            if (State != RunState.Playing || (_log.IsWatched(Name) && Stopwatch.GetElapsedTime(_shown) > s_pictureTime))
            {
                ShowPicture();
            }
        }
        catch (Exception fault) when (fault is FeedforwardException or IOException or UnauthorizedAccessException or ArgumentException or NotThereException)
        {
            Message = fault.Message;
            Change(RunState.Failed);
        }

        return true;
    }

    /// <summary>One step; whether an epoch ended with it.</summary>
    private bool Advance()
    {
        var step = Training.Advance();
        if (step.Epoch is not null && Training.Epochs[^1] is var epoch && epoch.Epoch.Number > _reported)
        {
            _reported = epoch.Epoch.Number;
            Emit(json => TrainingEvents.Epoch(json, epoch));
        }

        if (Training.Trainer.DivergedAtStep is { } diverged)
        {
            Message = string.Create(CultureInfo.InvariantCulture, $"Diverged at step {diverged}: a number was no longer finite. A smaller learning rate or a limit to the gradient's length helps in most cases.");
            Change(RunState.Diverged);
        }
        else if (step.IsOver)
        {
            Judge();
        }

        return step.Epoch is not null;
    }

    private void Judge()
    {
        Keep();
        var result = Training.Finish();
        _model = result.Model;
        ModelFile.Save(_model, ModelPath);
        Emit(json => TrainingEvents.Done(json, result, ModelPath));
        Change(RunState.Done);
    }

    private void Keep()
    {
        _sinceCheckpoint.Restart();
        if (_training is { Trainer.DivergedAtStep: null } training)
        {
            using var folder = new CheckpointFolder(Checkpoints, keep: 2);
            folder.Add(training.Save());
        }
    }

    private void Change(RunState state, bool always = false)
    {
        if (State == state && !always)
        {
            return;
        }

        State = state;
        _changes++;
        Describe();
        Emit(json =>
        {
            json.WriteString("event", "state");
            json.WriteNumber("changes", _changes);
            json.WriteString("state", JsonFields.Kebab(state));
            json.WriteString("message", Message);
            json.Number("divergedAtStep", _training?.Trainer.DivergedAtStep);
        });
    }

    private void Describe()
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("configuration");
            _configuration.Write(json);
            json.WriteEndObject();
            json.WriteString("state", JsonFields.Kebab(State));
            json.WriteString("message", Message);
            json.WriteBoolean("edited", IsEdited);
            json.WriteNumber("pace", _pace.TotalMilliseconds);
            json.WriteEndObject();
        }

        SafeReplacement.Write(Path.Combine(_folder, DescriptionFile), file => text.WriteTo(file));
    }

    private void Emit(Action<Utf8JsonWriter> write)
    {
        byte[] bytes;
        using (var text = Server.JsonText.Take())
        {
            text.Json.WriteStartObject();
            text.Json.WriteString("run", Name);
            write(text.Json);
            text.Json.WriteEndObject();
            bytes = text.Bytes.ToArray();
        }

        Note(bytes);
        _log.Append(bytes, id => _journal.Add(id, bytes));
    }

    /// <summary>Takes from an event what the list of runs shows.</summary>
    private void Note(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var entry = document.RootElement;
        switch (entry.GetProperty("event").GetString())
        {
            case "epoch":
                _reported = entry.GetProperty("epoch").GetInt32();
                entry = entry.Clone();
                Results = Results with { Newest = entry, Best = entry.GetProperty("best").GetBoolean() ? entry : Results.Best };
                break;
            case "state" or "rewind":
                _changes = Math.Max(_changes, entry.GetProperty("changes").GetInt64());
                break;
            case "done":
                Results = Results with { Done = entry.Clone() };
                break;
            default:
                break;
        }
    }
}
