namespace Feedforward.Cli.Tests.Commands;

public sealed class InspectCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ATableShowsItsColumnsAndWhatIsOddAboutThem()
    {
        var data = _folder.Write("people.csv", People.Csv());
        var answer = await CommandLine.RunAsync("inspect", data, "--target", "tall");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("120 rows, 4 columns", answer.Output);
        Assert.Matches("id +left out: identifier", answer.Output);
        Assert.Matches("height +number", answer.Output);
        Assert.Matches("city +category .*Halle, Saale", answer.Output);
        Assert.Contains("classes no, yes", answer.Output);
    }

    [Fact]
    public async Task ATableForAProgram()
    {
        var data = _folder.Write("people.csv", People.Csv());
        var json = Assert.Single((await CommandLine.RunAsync("inspect", data, "--json")).Json);

        Assert.Equal("data", json.GetProperty("kind").GetString());
        Assert.Equal("people.csv", json.GetProperty("name").GetString());
        Assert.Equal(4, json.GetProperty("columns").GetArrayLength());
        Assert.Equal("identifier", json.GetProperty("columns")[0].GetProperty("leftOut").GetString());
        Assert.Subset(DocumentedFields.Under("## `inspect --json`").ToHashSet(), json.EnumerateObject().Select(field => field.Name).ToHashSet());
    }

    [Fact]
    public async Task AModelShowsItsLayersColumnsAndTraining()
    {
        var (_, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("inspect", model);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("predicts tall: binary, classes no, yes", answer.Output);
        Assert.Contains("dense, relu", answer.Output);
        Assert.Contains("Bernoulli", answer.Output);
        Assert.Contains("seed 0", answer.Output);
        Assert.Contains("left out: id (identifier)", answer.Output);
    }

    [Fact]
    public async Task AModelForAProgram()
    {
        var (_, model) = await People.TrainAsync(_folder);
        var json = Assert.Single((await CommandLine.RunAsync("inspect", model, "--json")).Json);

        Assert.Equal("model", json.GetProperty("kind").GetString());
        Assert.Equal(["no", "yes"], json.GetProperty("classes").EnumerateArray().Select(name => name.GetString()));
        Assert.Subset(DocumentedFields.Under("## `inspect --json`").ToHashSet(), json.EnumerateObject().Select(field => field.Name).ToHashSet());
    }

    [Fact]
    public async Task WhatIsNeitherIsSaidToBeNeither()
    {
        Assert.Equal(3, (await CommandLine.RunAsync("inspect", _folder["none.onnx"])).ExitCode);
        Assert.Equal(3, (await CommandLine.RunAsync("inspect", _folder.Write("broken.onnx", [8, 8, 0xFF, 1, 2]))).ExitCode);
    }
}
