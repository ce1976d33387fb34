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
        var last = await InterruptAsync(["\"event\":\"epoch\""], "TERM", "train", "moons", "--epochs", "10000000", "--patience", "0", "--json");
        Assert.Contains("\"reason\":\"cancelled\"", last);
        Assert.True(ModelFile.Load(_folder["model.onnx"]).Training.BestEpoch > 0);
    }

    [Fact]
    public async Task ASignalEndsASearchWithTheBestTrialSoFar()
    {
        var last = await InterruptAsync(
            ["\"event\":\"trial\""], "TERM", "tune", "moons", "--trials", "1000000", "--epochs", "2", "--range", "width=4..8", "--parallel", "2", "--json");
        Assert.Contains("\"event\":\"searched\",\"reason\":\"cancelled\"", last);
        Assert.Equal("2", ModelFile.Load(Path.Combine(_folder["tuning"], "best-trial.onnx")).Training.Options["epochs"]);
        Assert.True(File.ReadAllLines(Path.Combine(_folder["tuning"], "trials.jsonl")).Length > 1);
        Assert.False(File.Exists(Path.Combine(_folder["tuning"], "model.onnx")));
    }

    /// <summary>Both signals save, end with 130, and the training goes on from there to the bytes of one that was never interrupted.</summary>
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task ASignalSavesACheckpointThatGoesOn(string signal)
    {
        string[] training = ["train", "digits", "--hidden", "16", "--epochs", "400", "--patience", "0"];
        await InterruptAsync(["\"event\":\"epoch\""], signal, [.. training, "--checkpoint", "run", "--every", "1h", "--json"]);
        Assert.False(File.Exists(_folder["model.onnx"]));
        var saved = Tabular.CheckpointFile.Read(Assert.Single(Directory.GetFiles(_folder["run"], "*.safetensors")));
        Assert.InRange(saved.Training.Epochs.Count, 1, 399);

        Assert.Equal(0, (await CliProcess.RunAsync(_folder.Path, [], "train", "--resume", "run", "--out", "resumed.onnx")).ExitCode);
        Assert.Equal(0, (await CommandLine.RunAsync([.. training, "--out", _folder["whole.onnx"]])).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder["whole.onnx"]), File.ReadAllBytes(_folder["resumed.onnx"]));
    }

    /// <summary>In the second training of a refit too, from where it goes on with that one.</summary>
    [Fact]
    public async Task ASignalInTheSecondTrainingSavesThatOne()
    {
        string[] training = ["train", "digits", "--hidden", "256", "--epochs", "15", "--patience", "0", "--refit"];
        await InterruptAsync(["\"event\":\"epoch\"", "\"refit\":true"], "TERM", [.. training, "--checkpoint", "run", "--every", "1h", "--json"]);
        Assert.False(File.Exists(_folder["model.onnx"]));
        Assert.NotNull(Tabular.CheckpointFolder.Newest(_folder["run"], Assert.Fail)!.Refit);
        Assert.Equal(0, (await CliProcess.RunAsync(_folder.Path, [], "train", "--resume", "run", "--out", "resumed.onnx")).ExitCode);
        Assert.Equal(0, (await CommandLine.RunAsync([.. training, "--out", _folder["whole.onnx"]])).ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder["whole.onnx"]), File.ReadAllBytes(_folder["resumed.onnx"]));
    }

    /// <summary>Finished folds stay, the one on its way too, and the same command goes on to the result of one that was never interrupted.</summary>
    [Fact]
    public async Task ASignalKeepsWhatACrossValidationHasDone()
    {
        string[] training = ["train", "digits", "--hidden", "16", "--epochs", "200", "--patience", "0", "--cv", "3", "--json"];
        await InterruptAsync(["\"event\":\"epoch\"", "\"fold\":2,"], "TERM", [.. training, "--checkpoint", "run", "--every", "1h"]);
        Assert.True(File.Exists(Path.Combine(_folder["run"], "fold-1.json")));
        Assert.False(File.Exists(Path.Combine(_folder["run"], "fold-2.json")));

        var resumed = await CliProcess.RunAsync(_folder.Path, [], "train", "--resume", "run", "--json");
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("Fold 1 was finished before.", resumed.Output);
        Assert.DoesNotContain("\"fold\":1,", resumed.Output);
        Assert.Contains("Fold 2: Training goes on after step", resumed.Output);
        Assert.Equal(Result(await CommandLine.RunAsync(training)), Result(resumed));

        static string Result(Answer answer) =>
            string.Join(' ', answer.Json[^1].EnumerateObject().Where(field => field.Name != "seconds").Select(field => field.Value.GetRawText()));
    }

    /// <summary>Ends the command with a signal after its first line with some texts; gives the last line it wrote.</summary>
    private async Task<string?> InterruptAsync(string[] awaited, string signal, params string[] words)
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
        while (line is not null && !awaited.All(text => line.Contains(text, StringComparison.Ordinal)));

        using var kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
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
