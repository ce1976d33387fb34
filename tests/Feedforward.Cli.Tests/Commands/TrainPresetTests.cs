namespace Feedforward.Cli.Tests.Commands;

/// <summary>Who chooses the network, and what a person sees of it.</summary>
public sealed class TrainPresetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnEnsembleIsTheDefaultForATable()
    {
        var data = _folder.Write("people.csv", People.Csv());
        var answer = await CommandLine.RunAsync("train", data, "-t", "tall", "--epochs", "4", "--out", _folder["m.onnx"]);
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("preset auto: 5 networks", answer.Error);
        Assert.Contains("calibrated on 96 validation rows", answer.Output);
        Assert.Equal(121, (await CommandLine.RunAsync("predict", _folder["m.onnx"], data)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("5 networks", (await CommandLine.RunAsync("inspect", _folder["m.onnx"])).Output);

        var trace = await CommandLine.RunAsync("trace", _folder["m.onnx"], data);
        Assert.Equal(2, trace.ExitCode);
        Assert.Contains("--preset plain", trace.Error);
    }

    [Theory]
    [InlineData("hidden layers 8, relu; adam", "--hidden", "8")]
    [InlineData("adagrad", "--optimizer", "adagrad")]
    [InlineData("momentum", "--optimizer", "momentum")]
    [InlineData("preset fast: 1 network", "--preset", "fast")]
    [InlineData("preset auto: 5 networks of hidden layers 8,", "--preset", "auto", "--hidden", "8")]
    public async Task WhoDescribesTheNetworkGetsIt(string expected, params string[] options)
    {
        var data = _folder.Write("people.csv", People.Csv());
        var answer = await CommandLine.RunAsync(["train", data, "-t", "tall", "--epochs", "2", "--out", _folder["m.onnx"], .. options]);
        Assert.Contains(expected, answer.Error);
    }

    [Theory]
    [InlineData("--l2 goes with --preset plain", "--preset", "auto", "--l2", "1")]
    [InlineData("--preset does not go with --from", "--preset", "auto", "--from", "m.onnx")]
    [InlineData("--show-config shows what a preset chooses", "--show-config", "--preset", "plain")]
    [InlineData("--alternative changes a preset, and here the other options choose", "--alternative", "piecewise-linear", "--hidden", "2")]
    [InlineData("--alternative does not go with --from", "--alternative", "piecewise-linear", "--from", "m.onnx")]
    public async Task APresetThatDoesNotGoWithAnOptionIsRefused(string expected, params string[] options)
    {
        var data = _folder.Write("people.csv", People.Csv());
        _ = await CommandLine.RunAsync("train", data, "-t", "tall", "--hidden", "2", "--epochs", "1", "--out", _folder["m.onnx"]);
        var answer = await CommandLine.RunAsync(["train", data, "-t", "tall", .. options.Select(word => word == "m.onnx" ? _folder[word] : word)]);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(expected, answer.Error);
    }

    /// <summary>What is still to be chosen is shown as such, and what was chosen takes its place; another option goes before both.</summary>
    [Theory]
    [InlineData("numberEmbedding +Periodic\\s[^~]*alternatives +periodic-and-piecewise-linear", "--preset", "best")]
    [InlineData("numberEmbedding +PiecewiseLinear[^~]*alternative +piecewise-linear", "--alternative", "piecewise-linear")]
    [InlineData("dropout +0.3[^~]*alternative +long-without-dropout,piecewise-linear", "--alternative", "long-without-dropout,piecewise-linear", "--dropout", "0.3")]
    public async Task AlternativesAreShownAndTaken(string expected, params string[] options)
    {
        var data = _folder.Write("people.csv", People.Csv());
        var answer = await CommandLine.RunAsync(["train", data, "-t", "tall", "--show-config", .. options]);
        Assert.Equal(0, answer.ExitCode);
        Assert.Matches(expected, answer.Output);
    }

    /// <summary>2,600 rows leave 2,080 to learn from, enough for trials, which come first and say so.</summary>
    [Fact]
    public async Task TrialsOfAlternativesAreToldBeforeTheTraining()
    {
        var data = _folder.Write("line.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 2_600).Select(i => $"{i % 97},{i % 97 / 7}.5\n")));
        string[] words = ["train", data, "-t", "y", "--preset", "best", "--hidden", "4", "--epochs", "2", "--out", _folder["m.onnx"]];
        var answer = await CommandLine.RunAsync(words);
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("trial (as it is): epoch 1/2", answer.Error);
        Assert.Contains("trial (long-without-dropout): epoch 1/2", answer.Error);
        Assert.Contains("Trials of the preset best on 416 rows held back: RMSE", answer.Error);

        var epochs = (await CommandLine.RunAsync([.. words, "--json"])).Json.Where(json => json.GetProperty("event").GetString() == "epoch").ToList();
        Assert.Equal("none", epochs[0].GetProperty("alternative").GetString());
        Assert.False(epochs[^1].TryGetProperty("alternative", out _));
    }

    [Fact]
    public async Task TheConfigurationIsShownWithWhatOptionsChange()
    {
        var data = _folder.Write("people.csv", People.Csv());
        var answer = await CommandLine.RunAsync("train", data, "-t", "tall", "--show-config", "--epochs", "7", "--dropout", "0.5");
        Assert.Equal(0, answer.ExitCode);
        Assert.Matches("preset +auto", answer.Output);
        Assert.Matches("epochs +7", answer.Output);
        Assert.Matches("dropout +0.5", answer.Output);
        Assert.Matches("learningRate +0.04", answer.Output);
    }
}
