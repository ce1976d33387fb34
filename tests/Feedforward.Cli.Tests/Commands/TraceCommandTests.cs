namespace Feedforward.Cli.Tests.Commands;

public sealed class TraceCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The numbers of the worked example were computed by hand.</summary>
    [Fact]
    public async Task TheWorkedExampleHasTheNumbersComputedByHand()
    {
        var answer = await CommandLine.RunAsync("trace");

        Assert.Equal(0, answer.ExitCode);
        foreach (var number in (string[])["0.6457", "0.5250", "0.5466", "0.6040", "-0.4534", "-0.0726", "0.0678", "-0.07261038"])
        {
            Assert.Contains(number, answer.Output);
        }
    }

    [Fact]
    public async Task TheWorkedExampleForAProgram()
    {
        var json = Assert.Single((await CommandLine.RunAsync("trace", "--json")).Json);

        Assert.Equal(DocumentedFields.Under("## `trace --json`").Order(), json.EnumerateObject().Select(field => field.Name).Order());
        var hidden = json.GetProperty("layers")[0];
        Assert.Equal(0.6457, hidden.GetProperty("neurons")[0].GetProperty("h").GetDouble(), 4);
        Assert.Equal(0.0678, hidden.GetProperty("neurons")[1].GetProperty("delta").GetDouble(), 4);
        Assert.Equal(-0.07261038, hidden.GetProperty("gradients")[0].GetProperty("backpropagated").GetDouble(), 7);
        Assert.Equal(-0.07261038, hidden.GetProperty("gradients")[0].GetProperty("finiteDifference").GetDouble(), 7);
        Assert.Equal(0.6040, json.GetProperty("loss").GetDouble(), 4);
    }

    [Fact]
    public async Task ARowOfATableGoesThroughAModel()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var seventh = await CommandLine.RunAsync("trace", model, data, "--row", "7");
        var first = await CommandLine.RunAsync("trace", model, data);

        Assert.Equal(0, seventh.ExitCode);
        Assert.Contains("layer 1", seventh.Output);
        Assert.Contains("more neurons; --all shows them", seventh.Output);
        Assert.NotEqual(first.Output, seventh.Output);
        Assert.Contains("neuron 64:", (await CommandLine.RunAsync("trace", model, data, "--all")).Output);
    }

    [Fact]
    public async Task ARowThatIsNotThereIsAUsageError()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("trace", model, data, "--row", "121");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("120 rows", answer.Error);
        Assert.Equal(2, (await CommandLine.RunAsync("trace", model)).ExitCode);
    }
}
