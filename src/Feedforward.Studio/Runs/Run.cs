using System.Diagnostics;
using System.Text.Json;
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
    private static readonly TimeSpan s_pictureTime = TimeSpan.FromMilliseconds(70);
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
    private TabularResult? _result;
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

    private string ReportPath => Path.Combine(_folder, "report.html");

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
}
