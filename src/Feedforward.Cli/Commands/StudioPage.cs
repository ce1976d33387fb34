using Feedforward.Studio;

namespace Feedforward.Cli.Commands;

/// <summary>A studio that stands beside another verb.</summary>
internal static class StudioPage
{
    private const string Name = "train";

    /// <summary>Does the work, shown in a page where that was asked for; the page then stays until a signal.</summary>
    /// <param name="isWanted">Whether there shall be a page.</param>
    /// <param name="terminal">Where to say its address.</param>
    /// <param name="cancellation">The signal.</param>
    /// <param name="work">The work; given what it tells the page, or null.</param>
    public static async Task<int> WithAsync(bool isWanted, Terminal terminal, CancellationToken cancellation, Func<FollowedRun?, int> work)
    {
        if (!isWanted)
        {
            return work(null);
        }

        if (terminal.Ranks.AreLaunched)
        {
            throw new UsageException("--studio shows the training of one process; start it without mpirun.");
        }

        var folder = Directory.CreateTempSubdirectory("feedforward-studio-").FullName;
        try
        {
            return await FollowAsync(new StudioOptions { Folder = folder, Log = line => terminal.Error.WriteLine($"note: {line}") }, terminal, cancellation, work);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Waits for the signal.</summary>
    public static async Task WaitAsync(CancellationToken cancellation)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellation.Register(asked.SetResult))
        {
            await asked.Task;
        }
    }

    private static async Task<int> FollowAsync(StudioOptions options, Terminal terminal, CancellationToken cancellation, Func<FollowedRun, int> work)
    {
        await using var studio = await StartAsync(options, cancellation);
        var run = studio.Runs.Follow(Name);
        await terminal.Error.WriteLineAsync($"the studio is at {studio.Url}#/train?run={Name}");
        var code = work(run);
        if (!cancellation.IsCancellationRequested)
        {
            await terminal.TryFlushAsync();
            await terminal.Error.WriteLineAsync($"the studio stays at {studio.Url}#/train?run={Name} (Ctrl-C ends it)");
            await WaitAsync(cancellation);
        }

        return code;
    }

    private static async Task<StudioServer> StartAsync(StudioOptions options, CancellationToken cancellation)
    {
        var studio = new StudioServer(options);
        try
        {
            await studio.StartAsync(cancellation);
            return studio;
        }
        catch (IOException)
        {
            // Another studio has the usual port.
            await studio.DisposeAsync();
            studio = new StudioServer(options with { Port = 0 });
            await studio.StartAsync(cancellation);
            return studio;
        }
    }
}
