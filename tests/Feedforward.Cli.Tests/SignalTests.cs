using System.Diagnostics;
using System.Globalization;
using Feedforward.Onnx;

namespace Feedforward.Cli.Tests;

public sealed class SignalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ASignalEndsTrainingWithTheBestModelSoFar()
    {
        var last = await InterruptAsync("epoch", "train", "moons", "--epochs", "10000000", "--patience", "0", "--json");
        Assert.Contains("\"reason\":\"cancelled\"", last);
        Assert.True(ModelFile.Load(_folder["model.onnx"]).Training.BestEpoch > 0);
    }

    [Fact]
    public async Task ASignalEndsASearchWithTheBestTrialSoFar()
    {
        var last = await InterruptAsync(
            "trial", "tune", "moons", "--trials", "1000000", "--epochs", "2", "--range", "width=4..8", "--parallel", "2", "--json");
        Assert.Contains("\"event\":\"searched\",\"reason\":\"cancelled\"", last);
        Assert.Equal("2", ModelFile.Load(Path.Combine(_folder["tuning"], "best-trial.onnx")).Training.Options["epochs"]);
        Assert.True(File.ReadAllLines(Path.Combine(_folder["tuning"], "trials.jsonl")).Length > 1);
        Assert.False(File.Exists(Path.Combine(_folder["tuning"], "model.onnx")));
    }

    /// <summary>Ends the command with a signal after its first event of a kind; gives the last line it wrote.</summary>
    private async Task<string?> InterruptAsync(string awaited, params string[] words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll"), .. words])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        })!;
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(cancellation);
        }
        while (line is not null && !line.Contains($"\"event\":\"{awaited}\"", StringComparison.Ordinal));

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var last = line;
        while ((line = await process.StandardOutput.ReadLineAsync(cancellation)) is not null)
        {
            last = line;
        }

        await process.WaitForExitAsync(cancellation);
        Assert.Equal(130, process.ExitCode);
        return last;
    }
}
