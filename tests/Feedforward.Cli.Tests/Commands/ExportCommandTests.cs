using System.Text.Json;
using Feedforward.Onnx;

namespace Feedforward.Cli.Tests.Commands;

public sealed class ExportCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task EveryFormIsWrittenAtOnce()
    {
        var (_, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync(
            "export", model, "--onnx", _folder["o.onnx"], "--safetensors", _folder["s.safetensors"], "--csharp", _folder["Tall.cs"], "--json", _folder["j.json"]);

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal(4, answer.Lines.Length);
        Assert.All(answer.Lines, line => Assert.Matches(" [1-9][0-9,]* bytes$", line));
        Assert.Equal(File.ReadAllBytes(model), File.ReadAllBytes(_folder["o.onnx"]));
        Assert.Equal((byte)'{', File.ReadAllBytes(_folder["s.safetensors"])[8]);
        Assert.Contains("public sealed class Tall", File.ReadAllText(_folder["Tall.cs"]));
        Assert.Equal("feedforward-json", JsonDocument.Parse(File.ReadAllText(_folder["j.json"])).RootElement.GetProperty("format").GetString());
        Assert.Equal(6, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task AnotherOpsetAndAGraphWithoutPreprocessingAreModelsToo()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var wanted = (await CommandLine.RunAsync("predict", model, data)).Output;
        foreach (var options in (string[][])[["--opset", "13"], ["--opset", "20", "--without-preprocessing"]])
        {
            var answer = await CommandLine.RunAsync(["export", model, "--onnx", _folder["o.onnx"], .. options]);
            Assert.True(answer.ExitCode == 0, answer.Error);
            Assert.Equal(wanted, (await CommandLine.RunAsync("predict", _folder["o.onnx"], data)).Output);
        }
    }

    [Fact]
    public async Task AnOperatorThatTheOpsetHasNotIsNamedAndNothingIsWritten()
    {
        var data = _folder.Write("people.csv", People.Csv());
        var trained = await CommandLine.RunAsync(
            "train", data, "-t", "tall", "--hidden", "4", "--layer-norm", "--epochs", "1", "--out", _folder["m.onnx"]);
        Assert.True(trained.ExitCode == 0, trained.Error);
        var answer = await CommandLine.RunAsync(
            "export", _folder["m.onnx"], "--json", _folder["j.json"], "--onnx", _folder["o.onnx"], "--opset", "16");

        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("LayerNormalization, which begins with opset 17", answer.Error);
        Assert.False(File.Exists(_folder["o.onnx"]) || File.Exists(_folder["j.json"]));
    }

    [Fact]
    public async Task AFileThatIsThereIsReplacedAndTheModelIsNot()
    {
        var (_, model) = await People.TrainAsync(_folder);
        var before = File.ReadAllBytes(model);
        _folder.Write("j.json", "old");
        Assert.Equal(0, (await CommandLine.RunAsync("export", model, "--json", _folder["j.json"])).ExitCode);
        Assert.StartsWith("{", File.ReadAllText(_folder["j.json"]));

        var answer = await CommandLine.RunAsync("export", model, "--onnx", model);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("would replace the model itself", answer.Error);
        Assert.Equal(before, File.ReadAllBytes(model));
    }

    [Fact]
    public async Task ALinkToTheModelIsTheModel()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var (_, model) = await People.TrainAsync(_folder);
        File.CreateSymbolicLink(_folder["link.onnx"], model);
        var answer = await CommandLine.RunAsync("export", model, "--onnx", _folder["link.onnx"], "--opset", "13");
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("would replace the model itself", answer.Error);
    }

    [Theory]
    [InlineData(2, "Which form is wanted", "export", "MODEL")]
    [InlineData(2, "--opset goes with --onnx", "export", "MODEL", "--json", "o", "--opset", "17")]
    [InlineData(2, "--without-preprocessing goes with --onnx", "export", "MODEL", "--json", "o", "--without-preprocessing")]
    [InlineData(2, "--opset takes 13 to", "export", "MODEL", "--onnx", "o", "--opset", "12")]
    [InlineData(2, "--opset takes 13 to", "export", "MODEL", "--onnx", "o", "--opset", "99")]
    [InlineData(2, "a whole number from 1, not 'x'", "export", "MODEL", "--onnx", "o", "--opset", "x")]
    [InlineData(2, "would replace --onnx", "export", "MODEL", "--onnx", "o", "--json", "o")]
    [InlineData(2, "There is no folder", "export", "MODEL", "--onnx", "no/such/o")]
    [InlineData(2, "is a folder", "export", "MODEL", "--csharp", ".")]
    [InlineData(2, "Did you mean --csharp", "export", "MODEL", "--csharpp", "o")]
    [InlineData(3, "There is no such file", "export", "none.onnx", "--json", "o")]
    [InlineData(3, "not an ONNX file", "export", "people.csv", "--json", "o")]
    public async Task AWrongCommandLineIsAnsweredInOneLine(int code, string expected, params string[] words)
    {
        var (_, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync([.. words.Select(word => word switch
        {
            "MODEL" => model,
            "o" or "no/such/o" or "none.onnx" or "people.csv" => _folder[word],
            "." => _folder.Path,
            _ => word,
        })]);

        Assert.Equal(code, answer.ExitCode);
        Assert.Empty(answer.Output);
        Assert.Contains(expected, Assert.Single(answer.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.False(File.Exists(_folder["o"]));
    }

    [Fact]
    public void TheOpsetsOfTheHelpAreThoseOfTheLibrary() =>
        Assert.InRange(ModelExport.UsualOpset, ModelExport.LowestOpset, ModelExport.HighestOpset);
}
