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
        Assert.Equal(15 * 7, answer.Json.Count);
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
}
