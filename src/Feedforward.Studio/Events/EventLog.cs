namespace Feedforward.Studio;

/// <summary>
/// What happened in the runs, in one order with numbers that go on for as long as the folder of runs lives. The newest are kept in memory for
/// pages that come back; pictures have no numbers, and only the newest of each run is kept.
/// </summary>
internal sealed class EventLog : IDisposable
{
    /// <summary>Events in memory; a page that missed more loads the runs anew.</summary>
    internal const int Kept = 65_536;

    private readonly Lock _lock = new();
    private readonly ReadOnlyMemory<byte>[] _events = new ReadOnlyMemory<byte>[Kept];
    private readonly Dictionary<string, (long Version, ReadOnlyMemory<byte> Json)> _pictures = [];
    private readonly Dictionary<string, int> _watchers = [];
    private TaskCompletionSource _news = New();
    private long _versions;
    private long _known;

    /// <summary>The number of the newest event, 0 before the first.</summary>
    public long Newest { get; private set; }

    /// <summary>Whether no more events come.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Goes on after the events of an earlier program.</summary>
    /// <param name="events">Its events, oldest first.</param>
    public void Restore(IEnumerable<(long Id, ReadOnlyMemory<byte> Json)> events)
    {
        lock (_lock)
        {
            foreach (var (id, json) in events)
            {
                // What comes after a gap cannot be told together with what came before it.
                _known = id == Newest + 1 ? _known : id - 1;
                Add(id, json);
            }
        }
    }

    /// <summary>Adds an event.</summary>
    /// <param name="json">One JSON object on one line; not changed afterwards.</param>
    /// <param name="keep">Given its number, writes it down before anyone is told; or null.</param>
    /// <returns>Its number.</returns>
    public long Append(ReadOnlyMemory<byte> json, Action<long>? keep = null)
    {
        lock (_lock)
        {
            keep?.Invoke(Newest + 1);
            Add(Newest + 1, json);
            Tell();
            return Newest;
        }
    }

    /// <summary>Sets a run's newest picture.</summary>
    /// <param name="run">The run.</param>
    /// <param name="json">One JSON object on one line; not changed afterwards.</param>
    public void Show(string run, ReadOnlyMemory<byte> json)
    {
        lock (_lock)
        {
            _pictures[run] = (++_versions, json);
            Tell();
        }
    }

    /// <summary>Whether a page looks at a run's pictures.</summary>
    public bool IsWatched(string run)
    {
        lock (_lock)
        {
            return _watchers.GetValueOrDefault(run) > 0;
        }
    }

    /// <summary>Says that one more page, or one less, looks at a run's pictures.</summary>
    public void Watch(string run, int change)
    {
        lock (_lock)
        {
            _watchers[run] = _watchers.GetValueOrDefault(run) + change;
            if (_watchers[run] == 0)
            {
                _watchers.Remove(run);
            }
        }
    }

    /// <summary>Forgets a run's picture.</summary>
    public void Forget(string run)
    {
        lock (_lock)
        {
            _pictures.Remove(run);
        }
    }

    /// <summary>The events after one, in their order.</summary>
    /// <param name="after">The number of the last event that is known.</param>
    /// <param name="into">Takes them.</param>
    /// <returns>Whether none is missing in between; otherwise nothing is taken.</returns>
    public bool Read(long after, List<ReadOnlyMemory<byte>> into)
    {
        lock (_lock)
        {
            if (after > Newest || after < Math.Max(_known, Newest - Kept))
            {
                return false;
            }

            for (var id = after + 1; id <= Newest; id++)
            {
                into.Add(_events[id % Kept]);
            }

            return true;
        }
    }

    /// <summary>A run's newest picture, if it is newer than the version that is known.</summary>
    public ReadOnlyMemory<byte>? Picture(string run, ref long version)
    {
        lock (_lock)
        {
            if (!_pictures.TryGetValue(run, out var picture) || picture.Version <= version)
            {
                return null;
            }

            version = picture.Version;
            return picture.Json;
        }
    }

    /// <summary>Done as soon as something is new. Take it before looking, then nothing is missed.</summary>
    public Task News
    {
        get
        {
            lock (_lock)
            {
                return _news.Task;
            }
        }
    }

    /// <summary>No more events come; streams end.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            IsOver = true;
            Tell();
        }
    }

    private void Add(long id, ReadOnlyMemory<byte> json)
    {
        Newest = id;
        _events[id % Kept] = json;
    }

    private void Tell()
    {
        _news.SetResult();
        _news = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
