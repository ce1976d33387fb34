using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Feedforward.Tabular;

/// <summary>
/// A folder in which finished folds of a cross-validation are kept: for processes that share them, and for the same cross-validation begun
/// again. Each process claims one fold after the other by a locked file; one that dies costs its fold alone, which another one does.
/// </summary>
/// <remarks>
/// Of the processes that of rank 0 leads: it says of which cross-validation the folder is, gathers the folds and cleans up. See docs/scale-out.md.
/// </remarks>
public sealed partial class CrossValidationFolder : IDisposable
{
    private const string Work = "cross-validation";
    private const string Ready = "ready";
    private const string FoldName = "fold-";
    private const string FileEnd = ".json";
    private const string ArrivalName = "rank-";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_watch = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly CheckpointOptions? _checkpoints;
    private readonly Action<Notice>? _report;
    private readonly int _rank;
    private readonly int _size;
    private readonly CancellationToken _cancellation;
    private readonly string _claimed;
    private readonly WorkClaims _claims;
    private readonly IDisposable? _arrival;
    private readonly CancellationTokenSource _abandoned = new();
    private readonly Timer? _watch;
    private readonly Dictionary<int, FinishedFold> _finished = [];
    private readonly HashSet<int> _damaged = [];
    private IDisposable? _ready;
    private string _digest = string.Empty;
    private bool _isDone;

    private CrossValidationFolder(
        string path, CheckpointOptions? checkpoints, int rank, int size, Action<Notice>? report, TimeSpan? patience, CancellationToken cancellation)
    {
        (_path, _checkpoints, _rank, _size, _report, _cancellation) = (path, checkpoints, rank, size, report, cancellation);
        _claimed = Path.Combine(path, "claims");
        if (!IsLeader)
        {
            _claims = WorkClaims.Help(_claimed, Work, patience);
            _claims.WaitForLeader(() => false, cancellation);
            while ((_arrival = _claims.Claim(ArrivalOf(rank))) is null && _claims.HasLeader)
            {
                _ = cancellation.WaitHandle.WaitOne(s_pause);
            }

            _watch = new Timer(
                _ =>
                {
                    if (IsAbandoned)
                    {
                        _abandoned.Cancel();
                    }
                },
                null,
                s_watch,
                s_watch);
            return;
        }

        try
        {
            CheckBegin();
            _claims = WorkClaims.Lead(_claimed, Work, $"folder '{path}'");
            RemoveLeftovers();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder '{path}' for folds cannot be made or written to: {fault.Message}", fault);
        }
    }

    /// <summary>Takes hold of a folder that keeps its folds; the training of a fold is saved in it while it runs as well.</summary>
    /// <param name="checkpoints">The folder, how often a training is saved, and whether the cross-validation goes on.</param>
    /// <param name="rank">Which of the processes this is, from 0.</param>
    /// <param name="size">How many they are.</param>
    /// <param name="cancellation">Ends every wait.</param>
    /// <exception cref="DataException">The folder has what it must not have or lacks what it must have, another cross-validation uses it, or there is no process of rank 0.</exception>
    /// <exception cref="IOException">It cannot be made or written to.</exception>
    public static CrossValidationFolder Keep(CheckpointOptions checkpoints, int rank = 0, int size = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        return new CrossValidationFolder(checkpoints.Folder, checkpoints, rank, size, checkpoints.Report, null, cancellation);
    }

    /// <summary>Takes hold of a folder in which processes share the folds, and which is removed in the end.</summary>
    /// <param name="path">The folder. Folds that an earlier cross-validation left in it are removed.</param>
    /// <param name="rank">Which of the processes this is, from 0.</param>
    /// <param name="size">How many they are.</param>
    /// <param name="report">Told what a person should know; or null.</param>
    /// <param name="cancellation">Ends every wait.</param>
    /// <exception cref="DataException">Another cross-validation uses it, or there is no process of rank 0.</exception>
    /// <exception cref="IOException">It cannot be made or written to.</exception>
    public static CrossValidationFolder Share(string path, int rank, int size, Action<Notice>? report = null, CancellationToken cancellation = default) =>
        Share(path, rank, size, null, report, cancellation);

    internal static CrossValidationFolder Share(string path, int rank, int size, TimeSpan? patience, Action<Notice>? report, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new CrossValidationFolder(path, null, rank, size, report, patience, cancellation);
    }

    /// <summary>Of which cross-validation the folds of a folder are, and the texts given with it; null where it has none.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ModelFileException">The file that says it is damaged.</exception>
    public static IReadOnlyDictionary<string, string>? MetadataOf(string path) => CrossValidationHeader.Read(path);

    /// <summary>Whether this process gathers what all have done.</summary>
    internal bool IsLeader => _rank == 0;

    /// <summary>Whether the process of rank 0 goes on, so that what another one fails by is its own.</summary>
    public bool IsLed => IsLeader || _claims.HasLeader;

    /// <summary>Whether the leader is there and has not begun.</summary>
    private bool IsWaitedFor => !_claims.IsClaimed(Ready) && _claims.HasLeader;

    /// <summary>Whether there is no sense in another fold: the leader has cleaned up, or nobody will gather what the folder has.</summary>
    internal bool IsAbandoned => !IsLeader && (!Directory.Exists(_claimed) || (_checkpoints is null && !_claims.HasLeader));

    /// <summary>Ends the fold of a process that is not the leader soon after <see cref="IsAbandoned"/>.</summary>
    internal CancellationToken Abandoned => _abandoned.Token;

    /// <summary>Says of which cross-validation the folder is, or sees that it is of the same.</summary>
    /// <param name="identity">Everything that decides what the folds give, by names and values.</param>
    /// <exception cref="DataException">It is of another; the message names what differs.</exception>
    internal void Begin(OrderedDictionary<string, string> identity)
    {
        _digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', identity.Select(pair => $"{pair.Key}={pair.Value}")))).AsSpan(0, 16));
        if (IsLeader)
        {
            Lead(identity);
            return;
        }

        while (IsWaitedFor && !_cancellation.WaitHandle.WaitOne(s_pause))
        {
        }

        if (CrossValidationHeader.Read(_path) is { } there && TrainingIdentity.Differences(there, identity) is { Count: > 0 } differences)
        {
            throw new DataException(
                $"This process has other data or options than rank 0: {Texts(differences)}. All ranks need the same file and options: put the file on a file system that all machines share.");
        }
    }

    /// <summary>What came of a fold, where it is finished.</summary>
    /// <param name="fold">The fold, from 1.</param>
    internal FinishedFold? Find(int fold)
    {
        if (_finished.TryGetValue(fold, out var known))
        {
            return known;
        }

        try
        {
            _finished.Add(fold, known = FinishedFold.Read(FileOf(fold), _digest));
            if (_ready is not null)
            {
                Say($"Fold {Text(fold)} was finished by another process.");
            }

            return known;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (ModelFileException fault)
        {
            if (_damaged.Add(fold))
            {
                Say($"'{FileOf(fold)}' cannot be used: {fault.Message} That fold is done anew.");
            }

            return null;
        }
    }

    /// <summary>Claims a fold; null where another process has it.</summary>
    /// <param name="fold">The fold, from 1.</param>
    internal IDisposable? Claim(int fold) => _claims.Claim(NameOf(fold));

    /// <summary>Waits a moment for what others do.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    internal void Wait()
    {
        _ = _cancellation.WaitHandle.WaitOne(s_pause);
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>How the training of a fold is saved while it runs; null where it is not.</summary>
    /// <param name="fold">The fold, from 1.</param>
    internal CheckpointOptions? CheckpointsOf(int fold) => _checkpoints is null ? null : _checkpoints with
    {
        Folder = Path.Combine(_path, NameOf(fold)),
        Resume = true,
        MayBegin = true,
        ResumeFolder = _path,
        Report = notice => _report?.Invoke(notice with { Message = $"Fold {Text(fold)}: {notice.Message}" }),
    };

    /// <summary>Keeps what came of a fold and waits until the disk has it.</summary>
    /// <param name="fold">The fold, from 1.</param>
    /// <param name="finished">What came of it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Keep(int fold, FinishedFold finished)
    {
        _finished[fold] = finished;
        try
        {
            finished.Write(FileOf(fold), _digest);
            DeleteFolder(Path.Combine(_path, NameOf(fold)));
        }
        catch (IOException) when (IsAbandoned)
        {
            // It came too late: the others are done, or the one that gathers the folds is gone.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Fold {Text(fold)} cannot be saved to '{FileOf(fold)}': {fault.Message}", fault);
        }
    }

    /// <summary>Says that there is nothing left to do.</summary>
    internal void Done() => _isDone = true;

    /// <summary>
    /// Leaves. The leader cleans up, once all others have come, as they would look for it; for one that was lost on its way it waits 20 s. One that has
    /// failed before the leader has begun waits for what becomes of the leader.
    /// </summary>
    public void Dispose()
    {
        for (var clock = Stopwatch.StartNew(); IsLeader ? HaveNotAllCome() && clock.Elapsed < s_patience : IsWaitedFor;)
        {
            if (_cancellation.WaitHandle.WaitOne(s_pause))
            {
                break;
            }
        }

        var isLast = IsLeader || !_claims.HasLeader;
        if (isLast && (_checkpoints is null || _isDone || (IsLeader && !CrossValidationHeader.IsIn(_path))))
        {
            // Claims first: where there is nothing to claim, nobody does a fold again that is taken away.
            _claims.Delete();
            if (_checkpoints is null)
            {
                RemoveFolds();
            }

            DeleteFolder(_path, recursive: false);
        }

        _watch?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _abandoned.Dispose();
        _arrival?.Dispose();
        _ready?.Dispose();
        _claims.Dispose();
    }

    private string FileOf(int fold) => Path.Combine(_path, NameOf(fold) + FileEnd);

    private static string NameOf(int fold) => FoldName + Text(fold);

    private static string ArrivalOf(int rank) => ArrivalName + Text(rank);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Texts(IReadOnlyList<(string Name, string Text)> differences) => string.Join("; ", differences.Select(difference => difference.Text));

    private void Say(string text) => _report?.Invoke(new Notice(NoticeKind.Training, null, text));

    private static void DeleteFolder(string path, bool recursive = true)
    {
        try
        {
            Directory.Delete(path, recursive);
        }
        catch (IOException)
        {
            // It is gone already, or somebody else has put something into it.
        }
    }
}
