namespace Feedforward.Cli.Tests.Commands;

public sealed class GradientCheckCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryActivationAgreesWithEveryLoss()
    {
        var answer = await CommandLine.RunAsync("gradient-check", "--json");

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(11 * 7, answer.Json.Count);
        Assert.All(answer.Json, json => Assert.True(json.GetProperty("largestError").GetDouble() < 1e-5, json.ToString()));
    }

    [Fact]
    public async Task AModelIsCheckedOnItsOwnRows()
    {
        var data = _folder.Write("people.csv", People.Csv());
        await CommandLine.RunAsync("train", data, "-t", "tall", "--hidden", "4", "--activation", "tanh", "--epochs", "3", "-o", _folder["m.onnx"]);
        var answer = await CommandLine.RunAsync("gradient-check", _folder["m.onnx"], data);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("all gradients agree", answer.Output);
    }

    /// <summary>Where p is all but y, p − y has few digits left in 32 bits; that is no fault of the gradient.</summary>
    [Fact]
    public async Task AModelThatFitsItsRowsPassesToo()
    {
        await CommandLine.RunAsync("train", "blobs", "--epochs", "80", "--patience", "0", "--validation", "0", "-o", _folder["m.onnx"]);
        var answer = await CommandLine.RunAsync("gradient-check", _folder["m.onnx"], "blobs", "--data-seed", "0", "--json");

        Assert.Equal(0, answer.ExitCode);
        Assert.InRange(answer.Json[0].GetProperty("roundingError").GetDouble(), 1e-12, 1e-4);
    }
}
