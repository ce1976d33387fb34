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

    private Job(Process process)
    {
        var cancellation = TestContext.Current.CancellationToken;
        _process = process;
        _output = ReadAsync(process.StandardOutput, cancellation);
        _error = process.StandardError.ReadToEndAsync(cancellation);
    }

    public static string Command { get; } = Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll");

    /// <summary>Starts a job; skips the test where there is no launcher.</summary>
    public static Job Start(string folder, int ranks, string[] words, string launcher = "mpirun.openmpi", int? secondsToEnd = null) =>
        StartRanks(folder, ranks, ["dotnet", Command, .. words], launcher, secondsToEnd);

    /// <summary>Starts a job whose ranks run a command of the shell.</summary>
    public static Job StartRanks(string folder, int ranks, string[] command, string launcher = "mpirun.openmpi", int? secondsToEnd = null)
    {
        Assert.SkipUnless(Find(launcher) is not null, $"There is no {launcher}. On Debian and Ubuntu: apt install openmpi-bin mpich.");
        string[] settings = launcher.EndsWith("openmpi", StringComparison.Ordinal) ? ["--oversubscribe", .. secondsToEnd is { } seconds ? ["--mca", "odls_base_sigkill_timeout", $"{seconds}"] : Array.Empty<string>()] : [];
        return new Job(StartProcess(folder, launcher, ["-n", ranks.ToString(CultureInfo.InvariantCulture), .. settings, .. command]));
    }

    /// <summary>Starts one process without a launcher.</summary>
    public static Job Alone(string folder, string[] words, params (string Name, string Value)[] environment) =>
        new(StartProcess(folder, "dotnet", [Command, .. words], environment));

    public int Id => _process.Id;

    /// <summary>Waits for the end; fails where it does not come.</summary>
    public async Task<(int Code, string Output, string Error)> EndAsync(int seconds = 120)
    {
        var end = _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        if (await Task.WhenAny(end, Task.Delay(TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken)) != end)
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

    /// <summary>The process of a rank, by what its launcher told it, among the descendants of this job.</summary>
    public async Task<int> ProcessOfAsync(int rank)
    {
        while (!_process.HasExited)
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

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        throw new InvalidOperationException($"The job ended before rank {rank} was there: {await _error}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>Waits until rank 0 has written something to standard output.</summary>
    public async Task SeeAsync(string text)
    {
        while (!_output.IsCompleted)
        {
            lock (_seen)
            {
                if (_seen.ToString().Contains(text, StringComparison.Ordinal))
                {
                    return;
                }
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellation)
    {
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellation) is > 0 and var count)
        {
            lock (_seen)
            {
                _seen.Append(buffer, 0, count);
            }
        }

        return _seen.ToString();
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
