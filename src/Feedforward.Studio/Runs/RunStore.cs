using System.Globalization;
using System.Text.Json;

namespace Feedforward.Studio;

/// <summary>The runs, each in a folder of its own.</summary>
internal sealed class RunStore : IDisposable
{
    private const string Prefix = "run-";
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, Run> _runs = [];
    private readonly string _folder;
    private readonly TableCatalog _tables;
    private readonly EventLog _log;
    private readonly int _threads;
    private readonly FileStream _hold;
    private int _last;

    /// <summary>Reads the runs of before; those that trained when the program ended go on.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    public RunStore(StudioOptions options, TableCatalog tables, EventLog log)
    {
        (_folder, _tables, _log, _threads) = (Path.Combine(options.Folder, "runs"), tables, log, options.Threads);
        Directory.CreateDirectory(_folder);
        try
        {
            _hold = new FileStream(Path.Combine(_folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"'{_folder}' cannot be used, or another studio uses it. End that one, or name another folder with --folder. {fault.Message}", fault);
        }

        var events = new List<(long Id, ReadOnlyMemory<byte> Json)>();
        foreach (var folder in Directory.EnumerateDirectories(_folder, Prefix + "*"))
        {
            if (!int.TryParse(Path.GetFileName(folder)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                continue;
            }

            _last = Math.Max(_last, number);
            try
            {
                var (run, own) = Run.Restore(folder, tables, log, _threads);
                _runs.Add(number, run);
                events.AddRange(own);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or ArgumentException or InvalidOperationException)
            {
                options.Log?.Invoke($"The run in '{folder}' cannot be read and is left out: {fault.Message}");
            }
        }

        log.Restore(events.OrderBy(entry => entry.Id));
        foreach (var run in _runs.Values)
        {
            run.GoOn();
        }
    }

    /// <summary>A training of the command line, or null.</summary>
    public FollowedRun? Followed { get; private set; }

    /// <summary>Shows a training of the command line.</summary>
    /// <param name="name">How the page calls it.</param>
    public FollowedRun Follow(string name) => Followed = new FollowedRun(name, _log);

    /// <summary>All runs, the oldest first.</summary>
    public IReadOnlyList<Run> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _runs.Values];
            }
        }
    }

    /// <summary>A run by its name, or null.</summary>
    public Run? TryFind(string name) => All.FirstOrDefault(run => run.Name == name);

    /// <summary>A run by its name.</summary>
    /// <exception cref="NotThereException">There is none.</exception>
    public Run Find(string name) => TryFind(name) ?? throw new NotThereException($"There is no run '{name}'.");

    /// <summary>Makes a run, which waits for a command.</summary>
    public Run Create(RunConfiguration configuration)
    {
        int number;
        lock (_lock)
        {
            number = ++_last;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");
        var run = Run.Create(name, Path.Combine(_folder, name), configuration, _tables, _log, _threads);
        lock (_lock)
        {
            _runs.Add(number, run);
        }

        return run;
    }

    /// <summary>Removes a run with its folder.</summary>
    public void Delete(Run run)
    {
        lock (_lock)
        {
            _runs.Remove(int.Parse(run.Name[Prefix.Length..], CultureInfo.InvariantCulture));
        }

        run.Delete();
    }

    /// <summary>Every run keeps where it stands.</summary>
    public void Dispose()
    {
        foreach (var run in All)
        {
            run.Dispose();
        }

        _hold.Dispose();
    }
}
