using System.Diagnostics;

namespace Feedforward.Tabular;

/// <summary>
/// Who does which piece of work, where several processes share it: a locked file for each piece, in a folder that all see. A process that dies
/// loses its locks, so its work is free again and nothing else is lost.
/// </summary>
internal sealed class WorkClaims : IDisposable
{
    private const string Leader = "leader";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly string _folder;
    private readonly string _work;
    private FileStream? _leading;

    private WorkClaims(string folder, string work, TimeSpan? patience = null) =>
        (_folder, _work, Patience) = (folder, work, patience ?? TimeSpan.FromMinutes(2));

    /// <summary>How long a process waits for the leader.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Whether a leader is there.</summary>
    public bool HasLeader => IsClaimed(Leader);

    /// <summary>Leads: makes the folder where it is not there, and says that it is there.</summary>
    /// <param name="folder">The folder of the locked files.</param>
    /// <param name="work">What is shared, such as <c>search</c>.</param>
    /// <param name="place">What one leader alone may use, such as <c>journal 'trials.jsonl'</c>; for a message.</param>
    /// <exception cref="DataException">Another process leads.</exception>
    public static WorkClaims Lead(string folder, string work, string place)
    {
        Directory.CreateDirectory(folder);
        var claims = new WorkClaims(folder, work);

        // Somebody may be looking in this very moment whether there is a leader.
        for (var i = 0; i < 100 && claims._leading is null; i++)
        {
            claims._leading = claims.Lock(Leader);
            if (claims._leading is null)
            {
                Thread.Sleep(s_pause);
            }
        }

        return claims._leading is null
            ? throw new DataException($"Another {work} uses the {place}. Name another folder, or wait for its end.")
            : claims;
    }

    /// <summary>Takes part in what another process leads.</summary>
    /// <param name="folder">The folder of the locked files.</param>
    /// <param name="work">What is shared.</param>
    /// <param name="patience">How long to wait for the leader; null for two minutes.</param>
    public static WorkClaims Help(string folder, string work, TimeSpan? patience = null) => new(folder, work, patience);

    /// <summary>Claims a piece of work; null where another process has it, or the folder is gone as all is done.</summary>
    public IDisposable? Claim(string piece) => Lock(piece);

    /// <summary>Claims what is free in a moment, as nobody keeps it for long.</summary>
    public IDisposable Wait(string piece)
    {
        IDisposable? taken;
        while ((taken = Lock(piece)) is null)
        {
            Thread.Sleep(s_pause);
            Directory.CreateDirectory(_folder);
        }

        return taken;
    }

    /// <summary>Whether a process has a claim.</summary>
    public bool IsClaimed(string piece)
    {
        try
        {
            using var free = new FileStream(Path.Combine(_folder, piece), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Waits until the leader is there.</summary>
    /// <param name="isDone">Whether there is nothing left to do.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DataException">None came.</exception>
    public void WaitForLeader(Func<bool> isDone, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (!HasLeader)
        {
            if (isDone() || cancellation.WaitHandle.WaitOne(10 * s_pause))
            {
                return;
            }

            if (clock.Elapsed > Patience)
            {
                throw new DataException($"Nobody began the {_work} within {Patience.TotalMinutes:0} minutes. All ranks need to see the same folder: name one on a file system that all machines share.");
            }
        }
    }

    /// <summary>Lets go of the folder, when all work is done.</summary>
    public void Delete()
    {
        try
        {
            // Away at once: nobody claims anything in what is half deleted.
            var gone = $"{_folder}-{Guid.NewGuid():N}";
            Directory.Move(_folder, gone);
            Directory.Delete(gone, recursive: true);
        }
        catch (IOException)
        {
            // Another process did, or has just come for more work; there is none.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _leading?.Dispose();

    private FileStream? Lock(string name)
    {
        try
        {
            return new FileStream(Path.Combine(_folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
