using System.Globalization;
using Feedforward.Onnx;

namespace Feedforward.Cli.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    private const string Rows = "x1,x2,x3,x4,target\n300,290,310,305,low\n260,330,300,300,high\n320,300,280,300,middle\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnImportedNetworkIsAModelLikeAnyOther()
    {
        var model = _folder["model.onnx"];
        var data = _folder.Write("rows.csv", Rows);
        var imported = await CommandLine.RunAsync("import", Net("sklearn-classes"), "--out", model);
        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.Contains("classes high, low, middle", imported.Output);
        Assert.Contains("imported; trained and written by skl2onnx 1.16.0", imported.Output);

        var predicted = await CommandLine.RunAsync("predict", model, data, "--keep", "target");
        Assert.Equal(4, predicted.Lines.Length);
        Assert.All(predicted.Lines.Skip(1), line => Assert.Contains(line.Split(',')[1], (string[])["high", "low", "middle"]));
        Assert.Equal(0, (await CommandLine.RunAsync("evaluate", model, data)).ExitCode);
        Assert.Equal(0, (await CommandLine.RunAsync("inspect", model, "--json")).ExitCode);
        Assert.Contains("tanh", (await CommandLine.RunAsync("trace", model, data, "--row", "2")).Output);
    }

    [Fact]
    public async Task TheComparisonWithTheFilesNodesIsReported()
    {
        var imported = await CommandLine.RunAsync("import", Net("torch-table"), "--out", _folder["model.onnx"], "--classes", "no,yes");
        Assert.True(imported.ExitCode == 0, imported.Error);
        Assert.Contains("compared with the file's own nodes", imported.Output);
    }

    [Fact]
    public async Task ColumnsClassesAndTargetHaveTheGivenNames()
    {
        var model = _folder["model.onnx"];
        var imported = await CommandLine.RunAsync(
            "import", Net("torch-mlp"), "-o", model, "--columns", "a,b,c,d,e", "--classes", "red,green,blue", "--target", "colour", "--scale", "0,255");
        Assert.True(imported.ExitCode == 0, imported.Error);
        var loaded = ModelFile.Load(model);
        Assert.Equal(["a", "b", "c", "d", "e"], loaded.Schema.Features.Select(feature => feature.Name));
        Assert.Equal(["red", "green", "blue"], loaded.Classes);
        Assert.Equal("colour", loaded.Target.Name);

        // The logits of the file's network for x/255, and their softmax.
        var logits = Network.FromOnnx(Net("torch-mlp")).Network.Forward(new Matrix<float>([1, 0, 0.2f, 0, 0.6f], 1, 5)).Row(0).ToArray();
        var expected = Math.Exp(logits[1]) / logits.Sum(logit => Math.Exp(logit));
        var record = new Dictionary<string, object?> { ["a"] = 255, ["b"] = 0, ["c"] = 51, ["d"] = 0, ["e"] = 153 };
        Assert.Equal(expected, loaded.Predict(record).Probabilities["green"], 1e-5);
    }

    [Theory]
    [InlineData(3, "3 columns were named", "torch-mlp", "--columns", "a,b,c", "--classes", "r,g,b")]
    [InlineData(3, "name the classes (--classes)", "torch-mlp")]
    [InlineData(3, "outputs for 3 classes; there are 2", "torch-mlp", "--classes", "no,yes")]
    [InlineData(3, "no output 'z'; its outputs are output", "torch-mlp", "--output", "z")]
    [InlineData(2, "two numbers such as 0,255", "torch-mlp", "--scale", "255")]
    [InlineData(3, "'a' is there 2 times", "torch-mlp", "--columns", "a,a,c,d,e", "--classes", "r,g,b")]
    public async Task WhatDoesNotFitIsSaid(int code, string message, string net, params string[] options)
    {
        var answer = await CommandLine.RunAsync(["import", Net(net), "--out", _folder["model.onnx"], .. options]);
        Assert.Equal(code, answer.ExitCode);
        Assert.Contains(message, answer.Error);
        Assert.False(File.Exists(_folder["model.onnx"]));
    }

    [Fact]
    public async Task TheNetworkIsNotOverwritten()
    {
        var net = _folder.Write("net.onnx", File.ReadAllBytes(Net("sklearn-binary")));
        var answer = await CommandLine.RunAsync("import", net, "--out", net);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("name another file", answer.Error);
    }

    [Fact]
    public async Task AModelOfOursIsNoNetworkToImport()
    {
        Assert.Equal(0, (await CommandLine.RunAsync("import", Net("sklearn-binary"), "--out", _folder["model.onnx"])).ExitCode);
        var answer = await CommandLine.RunAsync("import", _folder["model.onnx"], "--out", _folder["again.onnx"]);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("is a model of Feedforward already", answer.Error);
    }

    [Fact]
    public async Task PredictSaysThatAForeignFileCanBeImported()
    {
        var answer = await CommandLine.RunAsync("predict", Net("torch-mlp"), _folder.Write("rows.csv", Rows));
        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("'pytorch' did", answer.Error);
        Assert.Contains("feedforward import", answer.Error);
    }

    /// <summary>Height and three cities are four features, as many as the network takes.</summary>
    [Fact]
    public async Task TrainingGoesOnFromANetworkOfAnotherProgram()
    {
        var data = _folder.Write("people.csv", People.Csv());
        string[] command = ["train", data, "--target", "tall", "--from", Net("sklearn-binary"), "--drop", "id", "--epochs", "3", "--learning-rate", "0.001"];
        var answer = await CommandLine.RunAsync([.. command, "--out", _folder["on.onnx"]]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("its outputs are taken as no, yes, in this order", answer.Output + answer.Error);
        var model = ModelFile.Load(_folder["on.onnx"]);
        Assert.Equal(["no", "yes"], model.Classes);
        Assert.Equal("skl2onnx 1.16.0", model.Training.Options["importedFrom"]);

        // A few small steps leave the weights near where they began, and not where they began.
        var before = Network.FromOnnx(Net("sklearn-binary")).Network.Parameters.ToArray();
        var after = model.Network.Parameters.ToArray();
        var moved = before.Zip(after, (a, b) => (double)Math.Abs(a - b)).Max();
        Assert.InRange(moved, 1e-6, 0.2);

        var wrong = await CommandLine.RunAsync("train", data, "--target", "tall", "--from", Net("torch-mlp"), "--drop", "id", "--out", _folder["no.onnx"]);
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("takes 5 numbers for each row; the columns give 4: height 1, city 3", wrong.Error);
        var layers = await CommandLine.RunAsync([.. command, "--hidden", "5"]);
        Assert.Equal(2, layers.ExitCode);
        Assert.Contains("--hidden does not go with --from", layers.Error);
    }

    private static string Net(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", string.Create(CultureInfo.InvariantCulture, $"{name}.onnx"));
}
