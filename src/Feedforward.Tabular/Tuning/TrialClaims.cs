using System.Diagnostics;
using System.Globalization;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// Who does which trial, where several processes share a search: a locked file for each, in a folder that all see. A process that dies
/// loses its locks, so its trials are free again and nothing else is lost.
/// </summary>
internal sealed class TrialClaims : IDisposable
{
    private const string Leader = "leader";
    private const string Best = "best";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly string _folder;
    private readonly FileStream? _leading;

    /// <summary>Makes the folder where it is not there; the leader says that it is there.</summary>
    /// <param name="journal">The journal of all.</param>
    /// <param name="isLeader">Whether this process leads.</param>
    /// <exception cref="DataException">Another process leads.</exception>
    public TrialClaims(string journal, bool isLeader)
    {
        _folder = journal + ".claims";
        Directory.CreateDirectory(_folder);

        _leading = isLeader ? Lead(journal) : null;
    }

    /// <summary>Claims a trial; null where another process has it.</summary>
    public IDisposable? Claim(int number, int epochs) => Lock(string.Create(CultureInfo.InvariantCulture, $"{epochs}-{number}"));

    /// <summary>Waits until no other process compares its trial with the best one.</summary>
    public IDisposable Alone()
    {
        IDisposable? taken;
        while ((taken = Lock(Best)) is null)
        {
            Thread.Sleep(s_pause);
            Directory.CreateDirectory(_folder);
        }

        return taken;
    }

    /// <summary>Waits until the leader is there.</summary>
    /// <param name="isDone">Whether there is nothing left to do.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DataException">None came.</exception>
    public void WaitForLeader(Func<bool> isDone, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (Lock(Leader) is { } free)
        {
            free.Dispose();
            if (isDone() || cancellation.WaitHandle.WaitOne(10 * s_pause))
            {
                return;
            }

            if (clock.Elapsed > s_patience)
            {
                throw new DataException($"Nobody began the search within {s_patience.TotalMinutes:0} minutes. All ranks need to see the same folder: name one on a file system that all machines share.");
            }
        }
    }

    /// <summary>Lets go of the folder, when all trials are done.</summary>
    public void Delete()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (IOException)
        {
            // Another process did, or looks for another trial in it; there is none.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _leading?.Dispose();

    private FileStream Lead(string journal)
    {
        // A helper may be looking in this very moment whether somebody leads.
        for (var i = 0; i < 100; i++)
        {
            if (Lock(Leader) is { } taken)
            {
                return taken;
            }

            Thread.Sleep(s_pause);
        }

        throw new DataException($"The journal '{journal}' cannot be opened; another search uses it. Name another folder, or wait for its end.");
    }

    private FileStream? Lock(string name)
    {
        try
        {
            return new FileStream(Path.Combine(_folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            // Another process has it; or all is done, and the folder is gone.
            return null;
        }
    }
}
