using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Feedforward.Mpi.Tests;

/// <summary>The built command line as the ranks of a real job.</summary>
internal sealed class Job : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;
    private readonly StringBuilder _seen = new();
    private readonly List<(string Text, TaskCompletionSource Seen)> _awaited = [];

    private Job(Process process)
    {
        var cancellation = TestContext.Current.CancellationToken;
        _process = process;
        _output = ReadAsync(process.StandardOutput, cancellation);
        _error = process.StandardError.ReadToEndAsync(cancellation);
    }

    public static string Command { get; } = Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll");

    /// <summary>Starts a job; skips the test where there is no launcher.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="ranks">How many processes.</param>
    /// <param name="words">The command line.</param>
    /// <param name="launcher">What starts them.</param>
    /// <param name="secondsToEnd">After how many seconds Open MPI hands on a signal to end, and after how many more it kills.</param>
    public static Job Start(string folder, int ranks, string[] words, string launcher = "mpirun.openmpi", int? secondsToEnd = null) =>
        StartRanks(folder, ranks, ["dotnet", Command, .. words], launcher, secondsToEnd);

    /// <summary>Starts a job whose ranks run a command of the shell.</summary>
    public static Job StartRanks(string folder, int ranks, string[] command, string launcher = "mpirun.openmpi", int? secondsToEnd = null, params string[] settings)
    {
        Assert.SkipUnless(Find(launcher) is not null, $"There is no {launcher}. On Debian and Ubuntu: apt install openmpi-bin mpich.");
        if (launcher.EndsWith("openmpi", StringComparison.Ordinal))
        {
            settings = ["--oversubscribe", .. settings, .. secondsToEnd is { } seconds ? ["--mca", "odls_base_sigkill_timeout", $"{seconds}"] : Array.Empty<string>()];
        }

        return new Job(StartProcess(folder, launcher, ["-n", ranks.ToString(CultureInfo.InvariantCulture), .. settings, .. command]));
    }

    /// <summary>Starts one process without a launcher.</summary>
    public static Job Alone(string folder, string[] words, params (string Name, string Value)[] environment) =>
        new(StartProcess(folder, "dotnet", [Command, .. words], environment));

    public int Id => _process.Id;

    /// <summary>Waits for the end; fails where it does not come.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync(int seconds = 120)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"The job did not end within {seconds} s. It had written:\n{await _output}\n{await _error}");
        }

        return (_process.ExitCode, await _output, await _error);
    }

    public void Signal(string name) => Send(name, _process.Id);

    public static void Send(string name, int process)
    {
        using var kill = Process.Start("kill", ["-" + name, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>The process of a rank, by what its launcher told it. It has to be there: wait for a sign of life first.</summary>
    public int ProcessOf(int rank)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var variables = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0');
                if (variables.Contains($"OMPI_COMM_WORLD_RANK={rank}") && variables.Contains($"FEEDFORWARD_TEST_JOB={_process.StartInfo.WorkingDirectory}"))
                {
                    return int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It ended meanwhile, or is another user's.
            }
        }

        throw new InvalidOperationException($"There is no process of rank {rank}.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>Waits until a text has come on standard output, or there will be no more.</summary>
    public async Task SeeAsync(string text)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_seen)
        {
            _awaited.Add((text, seen));
            Look();
        }

        await Task.WhenAny(seen.Task, _output);
    }

    private async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            lock (_seen)
            {
                _seen.Append(buffer, 0, count);
                Look();
            }
        }

        return _seen.ToString();
    }

    private void Look()
    {
        foreach (var (text, seen) in _awaited)
        {
            if (!seen.Task.IsCompleted && _seen.ToString().Contains(text, StringComparison.Ordinal))
            {
                seen.SetResult();
            }
        }
    }

    private static Process StartProcess(string folder, string program, string[] words, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, words)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        start.Environment["FEEDFORWARD_TEST_JOB"] = folder;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
