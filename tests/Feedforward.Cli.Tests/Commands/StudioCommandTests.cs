namespace Feedforward.Cli.Tests.Commands;

public sealed class StudioCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatIsNeitherAModelNorATableIsToldBeforeThePageIsThere()
    {
        var junk = _folder["junk.bin"];
        await File.WriteAllBytesAsync(junk, [0x89, 0x50, 0x00, 0xFF, 0x0A], TestContext.Current.CancellationToken);
        var neither = await CommandLine.RunAsync("studio", junk, "--port", "0");
        Assert.Equal(3, neither.ExitCode);
        Assert.Contains("is neither a model file nor a table", neither.Error);

        var absent = await CommandLine.RunAsync("studio", "absent.csv", "--port", "0");
        Assert.Equal(3, absent.ExitCode);
        Assert.Contains("There is no file 'absent.csv'", absent.Error);

        var broken = _folder.Write("broken.onnx", "no model");
        var model = await CommandLine.RunAsync("studio", broken, "--port", "0");
        Assert.Equal(3, model.ExitCode);
        Assert.Contains("not an ONNX file", model.Error);
    }

    [Fact]
    public async Task TwoTablesAndStandardInputAreUsageErrors()
    {
        var two = await CommandLine.RunAsync("studio", "digits", "moons", "--port", "0");
        Assert.Equal(2, two.ExitCode);
        Assert.Contains("both tables", two.Error);
        Assert.Equal(2, (await CommandLine.RunAsync("studio", "-", "--port", "0")).ExitCode);
    }
}
