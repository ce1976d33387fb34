using System.Text;
using System.Text.Json;
using Feedforward.Onnx;

namespace Feedforward.Cli.Tests.Commands;

public sealed class TrainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task LearnsXorAndWritesAModel()
    {
        var answer = await CommandLine.RunAsync("train", "xor", "--epochs", "100", "--out", _folder["m.onnx"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Matches(@"accuracy +\d\.\d{4} +1\.0000", answer.Output);
        Assert.Contains("model written to", answer.Output);
        Assert.Contains("train loss", answer.Error);
        Assert.DoesNotContain("train loss", answer.Output);
        Assert.Equal("class", ModelFile.Load(_folder["m.onnx"]).Target.Name);
    }

    [Fact]
    public async Task WithoutDataItTrainsOnDigits()
    {
        var answer = await CommandLine.RunAsync("train", "--rows", "200", "--epochs", "1", "--json", "--out", _folder["m.onnx"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("digits", answer.Json[0].GetProperty("data").GetString());
        Assert.Equal(10, answer.Json[0].GetProperty("classes").GetArrayLength());
    }

    [Fact]
    public async Task JsonEventsHaveTheDocumentedFields()
    {
        var data = _folder.Write("people.csv", People.Csv());
        var answer = await CommandLine.RunAsync("train", data, "--target", "tall", "--preset", "plain", "--epochs", "3", "--json", "--out", _folder["m.onnx"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("start", Event(answer.Json[0]));
        Assert.Equal("done", Event(answer.Json[^1]));
        Assert.Contains(answer.Json, json => Event(json) == "notice" && json.GetProperty("kind").GetString() == "identifier");
        Assert.Equal(3, answer.Json.Count(json => Event(json) == "epoch"));
        foreach (var json in answer.Json)
        {
            var documented = DocumentedFields.Under($"### `{Event(json)}`").ToHashSet();
            documented.ExceptWith(["fold", "alternative", "folds", "deviations"]);
            Assert.Equal(documented.Order(), json.EnumerateObject().Select(field => field.Name).Order());
        }

        var done = answer.Json[^1];
        Assert.Equal(_folder["m.onnx"], done.GetProperty("model").GetString());
        Assert.Equal("test", done.GetProperty("metricsOf").GetString());
        Assert.InRange(done.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0, 1);
        var times = done.GetProperty("times").EnumerateObject().ToDictionary(part => part.Name, part => part.Value.GetDouble());
        Assert.True(times["steps"] > 0);
        Assert.Equal(times["total"], times.Where(part => part.Key != "total").Sum(part => part.Value), 1e-6);
        Assert.Equal(120, done.GetProperty("rows").EnumerateObject().Sum(part => part.Value.GetInt32()));
        Assert.Equal(["constant", "linear"], done.GetProperty("baselines").EnumerateObject().Select(model => model.Name));
        Assert.Equal(["city", "height"], done.GetProperty("importance").EnumerateArray().Select(column => column.GetProperty("column").GetString()).Order());
        Assert.Equal(JsonValueKind.Null, done.GetProperty("calibration").ValueKind);
        Assert.InRange(done.GetProperty("intervals").GetProperty("coverage").GetDouble(), 0, 1);
    }

    [Fact]
    public async Task TheResultStandsBesideALinearModelAndTheMajority()
    {
        var data = _folder.Write("people.csv", People.Csv(600));
        var answer = await CommandLine.RunAsync(
            "train", data, "-t", "tall", "--preset", "plain", "--epochs", "30", "--metric", "log-loss", "--calibration", "on", "--out", _folder["m.onnx"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("linear model", answer.Output);
        Assert.Contains("majority alone", answer.Output);
        Assert.Contains("log loss", answer.Error);
        Assert.Matches(@"calibrated on 96 validation rows|probabilities as they are", answer.Output);
        Assert.Matches(@"sets of 90 % hold \d", answer.Output);
        Assert.Matches(@"height +\d\.\d{4} ± .*█", answer.Output);
    }

    [Theory]
    [InlineData("rmse", "accuracy, log-loss, auc")]
    [InlineData("acuracy", "accuracy")]
    public async Task AMetricThatDoesNotFitIsAnsweredWithThoseThatDo(string metric, string named)
    {
        var answer = await CommandLine.RunAsync("train", "xor", "--metric", metric, "--out", _folder["m.onnx"]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(named, answer.Error);
    }

    [Fact]
    public async Task ImportancesThatTakeLongAreLeftOutUnlessAskedFor()
    {
        // 300 rows, two columns and five repeats times 2048² parameters are 1.3e10.
        string[] arguments = ["train", "moons", "--rows", "1500", "--hidden", "2048,2048", "--epochs", "1", "--time-limit", "0.1s", "--json", "--out", _folder["m.onnx"]];
        var unasked = await CommandLine.RunAsync(arguments);
        var asked = await CommandLine.RunAsync([.. arguments, "--explain"]);

        Assert.Equal(JsonValueKind.Null, unasked.Json[^1].GetProperty("importance").ValueKind);
        Assert.Equal(2, asked.Json[^1].GetProperty("importance").GetArrayLength());
    }

    [Fact]
    public async Task SaysWhatTheTimeWentToWhereAsked()
    {
        var asked = await CommandLine.RunAsync("train", "xor", "--epochs", "2", "--times", "--out", _folder["m.onnx"]);
        var notAsked = await CommandLine.RunAsync("train", "xor", "--epochs", "2", "--out", _folder["m.onnx"]);

        Assert.Matches(@"training steps +\d+\.\d +\d+\.\d %", asked.Output);
        Assert.Matches(@"all +\d+\.\d +100\.0 %", asked.Output);
        Assert.DoesNotContain("training steps", notAsked.Output);
    }

    [Fact]
    public async Task CrossValidationJudgesEveryFoldAndWritesNoModel()
    {
        var answer = await CommandLine.RunAsync("train", "moons", "--rows", "200", "--epochs", "5", "--cv", "3", "--json");

        Assert.Equal(0, answer.ExitCode);
        var done = answer.Json[^1];
        Assert.Equal(JsonValueKind.Null, done.GetProperty("model").ValueKind);
        Assert.Equal(3, done.GetProperty("folds").GetArrayLength());
        Assert.Equal([1, 2, 3], answer.Json.Where(json => Event(json) == "epoch").Select(json => json.GetProperty("fold").GetInt32()).Distinct());
        Assert.True(done.TryGetProperty("deviations", out _));
        var text = await CommandLine.RunAsync("train", "moons", "--rows", "200", "--epochs", "5", "--cv", "3");
        Assert.Contains("no model was written", text.Output);
        Assert.Equal(2, (await CommandLine.RunAsync("train", "xor", "--cv", "3", "--out", _folder["m.onnx"])).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync("train", "xor", "--cv", "3", "--test", "0.3")).ExitCode);
    }

    [Fact]
    public async Task TheNumberOfThreadsDoesNotChangeTheFile()
    {
        foreach (var threads in (string[])["1", "2", "3"])
        {
            var answer = await CommandLine.RunAsync("train", "spirals", "--epochs", "4", "--threads", threads, "--out", _folder[threads]);
            Assert.Equal(0, answer.ExitCode);
        }

        var one = await File.ReadAllBytesAsync(_folder["1"], TestContext.Current.CancellationToken);
        Assert.Equal(one, await File.ReadAllBytesAsync(_folder["2"], TestContext.Current.CancellationToken));
        Assert.Equal(one, await File.ReadAllBytesAsync(_folder["3"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AnotherSeedGivesAnotherFile()
    {
        await CommandLine.RunAsync("train", "xor", "--epochs", "2", "--seed", "1", "--out", _folder["1"]);
        await CommandLine.RunAsync("train", "xor", "--epochs", "2", "--seed", "2", "--out", _folder["2"]);

        Assert.NotEqual(
            await File.ReadAllBytesAsync(_folder["1"], TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_folder["2"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CancellingKeepsTheBestModelSoFar()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new CancellingWriter(cancellation, "\"epoch\":3,");
        var code = await Application.RunAsync(
            ["train", "moons", "--epochs", "1000000", "--patience", "0", "--json", "--out", _folder["m.onnx"]],
            new Terminal(output, TextWriter.Null, Stream.Null),
            cancellation.Token);

        Assert.Equal(130, code);
        var done = JsonDocument.Parse(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement;
        Assert.Equal("cancelled", done.GetProperty("reason").GetString());
        Assert.Equal(done.GetProperty("bestEpoch").GetInt32(), ModelFile.Load(_folder["m.onnx"]).Training.BestEpoch);
    }

    [Fact]
    public async Task DivergenceHasACodeOfItsOwnAndLeavesNoModel()
    {
        var answer = await CommandLine.RunAsync(
            "train", "sine", "--optimizer", "sgd", "--learning-rate", "1e30", "--json", "--out", _folder["m.onnx"]);

        Assert.Equal(4, answer.ExitCode);
        Assert.Contains("in step", answer.Error);
        Assert.Equal("error", Event(answer.Json[^1]));
        Assert.Equal(4, answer.Json[^1].GetProperty("exitCode").GetInt32());
        Assert.Equal(DocumentedFields.Under("### `error`").Order(), answer.Json[^1].EnumerateObject().Select(field => field.Name).Order());
        Assert.False(File.Exists(_folder["m.onnx"]));
    }

    [Fact]
    public async Task TheTargetCannotBeLeftOut()
    {
        var answer = await CommandLine.RunAsync("train", "xor", "--drop", "class", "-o", _folder["m.onnx"]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("'class' is the target", answer.Error);
    }

    [Fact]
    public async Task AFileCanBeTheTestPart()
    {
        var train = _folder.Write("train.csv", People.Csv(90));
        var test = _folder.Write("test.csv", People.Csv(40));
        var answer = await CommandLine.RunAsync("train", train, "-t", "tall", "--test", test, "--epochs", "2", "--json", "-o", _folder["m.onnx"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(40, answer.Json[^1].GetProperty("rows").GetProperty("test").GetInt32());
    }

    [Fact]
    public async Task TheLabelOfPicturesNeedsNoName()
    {
        // IDX as the MNIST files have it: 60 pictures of 2×2 and their labels 0 and 1.
        byte[] pictures = [0, 0, 8, 3, 0, 0, 0, 60, 0, 0, 0, 2, 0, 0, 0, 2, .. Enumerable.Range(0, 60).SelectMany(i => new byte[] { (byte)(i % 2 * 200), 1, (byte)i, 3 })];
        byte[] labels = [0, 0, 8, 1, 0, 0, 0, 60, .. Enumerable.Range(0, 60).Select(i => (byte)(i % 2))];
        var data = _folder.Write("train-images-idx3-ubyte", pictures);
        _folder.Write("train-labels-idx1-ubyte", labels);

        var answer = await CommandLine.RunAsync("train", data, "--epochs", "2", "--json", "-o", _folder["m.onnx"]);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal("label", answer.Json[0].GetProperty("target").GetString());
    }

    [Fact]
    public async Task OptionsReachTheModel()
    {
        var answer = await CommandLine.RunAsync(
            "train", "blobs", "--hidden", "7,5", "--activation", "TANH", "--optimizer", "momentum", "--learning-rate", "0.02", "--batch", "11",
            "--epochs", "2", "--dropout", "0.25", "--l2", "0.001", "--seed", "9", "--batch-norm", "--out", _folder["m.onnx"]);

        Assert.Equal(0, answer.ExitCode);
        var training = ModelFile.Load(_folder["m.onnx"]).Training;
        Assert.Equal(9UL, training.Seed);
        Assert.Equal("7,5", training.Options["hidden"]);
        Assert.Equal("tanh", training.Options["activation"]);
        Assert.Equal("momentum", training.Options["optimizer"]);
        Assert.Equal("0.02", training.Options["learningRate"]);
        Assert.Equal("11", training.Options["batchSize"]);
        Assert.Equal("0.25", training.Options["dropout"]);
        Assert.Equal("0.001", training.Options["l2"]);
        Assert.Equal("true", training.Options["batchNormalization"]);
    }

    [Fact]
    public async Task NoHiddenLayerIsLogisticRegression()
    {
        var answer = await CommandLine.RunAsync("train", "moons", "--hidden", "none", "--epochs", "2", "--out", _folder["m.onnx"]);

        Assert.Contains("logistic regression", answer.Error);
        Assert.Single(ModelFile.Load(_folder["m.onnx"]).Network.Layers);
    }

    [Fact]
    public async Task TrainingGoesOnFromAModel()
    {
        var data = _folder.Write("people.csv", People.Csv());
        await CommandLine.RunAsync("train", data, "-t", "tall", "--hidden", "6", "--epochs", "40", "--seed", "7", "--out", _folder["1.onnx"]);
        var answer = await CommandLine.RunAsync("train", data, "--from", _folder["1.onnx"], "--epochs", "5", "--out", _folder["2.onnx"]);

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("goes on from network", answer.Error);
        var (first, second) = (ModelFile.Load(_folder["1.onnx"]), ModelFile.Load(_folder["2.onnx"]));
        Assert.Equal(first.Network.ToString(), second.Network.ToString());
        Assert.Equal(7UL, second.Training.Seed);
        Assert.NotEqual(first.Network.Parameters.ToArray(), second.Network.Parameters.ToArray());
        var contradiction = await CommandLine.RunAsync("train", data, "--from", _folder["1.onnx"], "--hidden", "8");
        Assert.Equal(2, contradiction.ExitCode);
        Assert.Contains("--hidden does not go with --from", contradiction.Error);
    }

    private static string? Event(JsonElement json) => json.GetProperty("event").GetString();

    /// <summary>Asks for cancellation as soon as a text was written.</summary>
    private sealed class CancellingWriter(CancellationTokenSource cancellation, string text) : StringWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(string? value)
        {
            base.Write(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
            {
                cancellation.Cancel();
            }
        }
    }
}
