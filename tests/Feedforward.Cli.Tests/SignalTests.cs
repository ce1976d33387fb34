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
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll"), "train", "moons", "--epochs", "10000000", "--patience", "0", "--json"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
        })!;
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(cancellation);
        }
        while (line is not null && !line.Contains("\"event\":\"epoch\"", StringComparison.Ordinal));

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var last = line;
        while ((line = await process.StandardOutput.ReadLineAsync(cancellation)) is not null)
        {
            last = line;
        }

        await process.WaitForExitAsync(cancellation);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("\"reason\":\"cancelled\"", last);
        Assert.True(ModelFile.Load(_folder["model.onnx"]).Training.BestEpoch > 0);
    }
}
