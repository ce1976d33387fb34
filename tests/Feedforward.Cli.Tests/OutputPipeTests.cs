namespace Feedforward.Cli.Tests;

public sealed class OutputPipeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnEndlessPredictionEndsWhenItsReaderHasGone()
    {
        var (_, model) = await People.TrainAsync(_folder);
        var answer = await ShellAsync($"(echo id,height,city; yes 1,180,Bonn) | timeout 60 $CLI predict {model} - | head -1; echo ${{PIPESTATUS[1]}}");
        Assert.Equal(["prediction", "0"], answer.Lines);
    }

    [Fact]
    public async Task AFullDiskIsSaidInOneLine()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no disk that is always full.");
        foreach (var arguments in (string[])["inspect xor", "inspect xor --json", "--help", $"train xor --epochs 1 -o {_folder["model.onnx"]}"])
        {
            var answer = await ShellAsync($"$CLI {arguments} > /dev/full");
            Assert.Equal(1, answer.ExitCode);
            Assert.EndsWith("feedforward: No space left on device\n", answer.Error);
            Assert.DoesNotContain("   at ", answer.Error);
        }
    }

    private Task<Answer> ShellAsync(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for bash.");
        return CliProcess.RunAsync(
            "bash", _folder.Path, [("CLI", $"dotnet {Path.Combine(AppContext.BaseDirectory, "Feedforward.Cli.dll")}")], ["-c", script]);
    }
}
