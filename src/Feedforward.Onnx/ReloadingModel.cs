using System.Diagnostics.Metrics;
using Feedforward.Tabular;

namespace Feedforward.Onnx;

/// <summary>
/// A model of a table that follows its file. When the file changes, the new model takes the place of the old one in one step:
/// whoever asked for <see cref="Current"/> before goes on with the model it got, whoever asks afterwards gets the new one. A file
/// that cannot be read changes nothing but <see cref="Fault"/>. Safe to share between threads.
/// </summary>
/// <remarks>
/// The file is looked at in intervals (its time of writing and its length), which works on every file system, through links and
/// where a file is put in place by renaming. A change within the same tick of the file system's clock that keeps the length is not
/// noticed. A file that is read while it is being written fails and is read again at the next look.
/// </remarks>
public sealed class ReloadingModel : IDisposable
{
    /// <summary>The name of the meter, whose counter <c>feedforward.model.reloads</c> has the tags <c>model</c> (the file's name) and <c>outcome</c> (changed, failed).</summary>
    public const string MeterName = "Feedforward.Onnx";

    /// <summary>How often a file that cannot be read is tried again while it stays as it is: it may have been open for writing.</summary>
    private const int MostAttempts = 5;

    private static readonly Meter s_meter = new(MeterName);
    private static readonly Counter<long> s_reloads = s_meter.CreateCounter<long>(
        "feedforward.model.reloads", description: "New model files that were put into use or could not be.");

    private readonly Lock _refreshing = new();
    private readonly ITimer? _timer;
    private FileStamp? _read;
    private FileStamp? _refused;
    private int _attempts;
    private volatile TabularModel _current;
    private volatile ModelFileException? _fault;

    /// <summary>Reads a model and follows its file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="interval">
    /// How often to look at the file, above zero; null for never, so that only <see cref="Refresh"/> looks.
    /// </param>
    /// <param name="time">Measures the intervals; null for the system's clock.</param>
    /// <exception cref="ModelFileException">There is no such file, or it cannot be read; the message says why.</exception>
    public ReloadingModel(string path, TimeSpan? interval = null, TimeProvider? time = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (interval is { } every)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(every, TimeSpan.Zero, nameof(interval));
        }

        Path = System.IO.Path.GetFullPath(path);
        _read = FileStamp.Of(Path);
        _current = ModelFile.Load(path);
        if (interval is { } period)
        {
            _timer = (time ?? TimeProvider.System).CreateTimer(
                static model => ((ReloadingModel)model!).LookAgain(), this, period, period);
        }
    }

    /// <summary>Called after a new model was put into use, with that model. It runs where the file was looked at and must not throw.</summary>
    public event Action<TabularModel>? Changed;

    /// <summary>Called when a new file could not be read, once for each content; the model before it stays in use. It must not throw.</summary>
    public event Action<ModelFileException>? Failed;

    /// <summary>The file, as a full path.</summary>
    public string Path { get; }

    /// <summary>The model in use. Take it once for what belongs together: it may be another one the next time.</summary>
    public TabularModel Current => _current;

    /// <summary>Why the file as it is now is not in use; null where it is.</summary>
    public ModelFileException? Fault => _fault;

    /// <summary>Looks at the file now, and reads it if it changed.</summary>
    /// <returns>What came of it. Whoever looks at the same time as another waits for the other.</returns>
    public ReloadOutcome Refresh()
    {
        lock (_refreshing)
        {
            return Look();
        }
    }

    /// <summary>Follows the file no longer. <see cref="Current"/> stays.</summary>
    public void Dispose() => _timer?.Dispose();

    /// <summary>A look that takes longer than the interval is not joined by a second one.</summary>
    private void LookAgain()
    {
        if (_refreshing.TryEnter())
        {
            try
            {
                Look();
            }
            finally
            {
                _refreshing.Exit();
            }
        }
    }

    private ReloadOutcome Look()
    {
        // Taken before reading: what is written meanwhile shows as another stamp at the next look.
        var stamp = FileStamp.Of(Path);
        if (stamp == _read && stamp is not null)
        {
            _fault = null;
            _attempts = 0;
            return ReloadOutcome.Unchanged;
        }

        var seenBefore = _attempts > 0 && stamp == _refused;
        _attempts = seenBefore ? _attempts + 1 : 1;
        if (_attempts > MostAttempts)
        {
            return ReloadOutcome.Failed;
        }

        try
        {
            _current = ModelFile.Load(Path);
        }
        catch (Exception fault) when (fault is ModelFileException or OutOfMemoryException)
        {
            _refused = stamp;
            if (!seenBefore)
            {
                _fault = fault as ModelFileException ?? new ModelFileException($"{Path}: There is not enough memory for this model.", fault);
                Count("failed");
                Failed?.Invoke(_fault);
            }

            return ReloadOutcome.Failed;
        }

        _read = stamp;
        _fault = null;
        _attempts = 0;
        Count("changed");
        Changed?.Invoke(_current);
        return ReloadOutcome.Changed;
    }

    private void Count(string outcome) => s_reloads.Add(
        1, new("model", System.IO.Path.GetFileName(Path)), new("outcome", outcome));
}
