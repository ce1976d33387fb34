namespace Feedforward.Cli.Tests;

/// <summary>The same command gives the same file, byte by byte, whatever instructions the processor has.</summary>
public sealed class ReproducibilityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_TieredCompilation", "0")]
    public async Task OtherInstructionsGiveTheSameFile(string variable, string value)
    {
        string[] words = ["train", "spirals", "--rows", "300", "--epochs", "8", "--hidden", "33,17", "--activation", "tanh", "--out"];
        var usual = await CliProcess.RunAsync(_folder.Path, [], [.. words, "usual.onnx"]);
        var other = await CliProcess.RunAsync(_folder.Path, [(variable, value)], [.. words, "other.onnx"]);

        Assert.Equal(0, usual.ExitCode);
        Assert.Equal(0, other.ExitCode);
        Assert.Equal(
            await File.ReadAllBytesAsync(_folder["usual.onnx"], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_folder["other.onnx"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FolderAndNameOfTheDataLeaveNoTrace()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        var here = _folder.Write("people.csv", People.Csv());
        var there = _folder.Write("elsewhere/others.csv", People.Csv());
        await CliProcess.RunAsync(_folder.Path, [], "train", here, "--target", "tall", "--epochs", "2");
        await CliProcess.RunAsync(_folder["elsewhere"], [("TZ", "Asia/Tokyo"), ("LANG", "de_DE.UTF-8")], "train", there, "--target", "tall", "--epochs", "2");

        Assert.Equal(
            await File.ReadAllBytesAsync(_folder["model.onnx"], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_folder["elsewhere/model.onnx"], TestContext.Current.CancellationToken));
    }
}
