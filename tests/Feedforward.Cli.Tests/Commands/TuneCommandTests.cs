using System.Text.Json;
using Feedforward.Onnx;

namespace Feedforward.Cli.Tests.Commands;

public sealed class TuneCommandTests : IDisposable
{
    private static readonly string[] s_small = ["--target", "tall", "--epochs", "3", "--trials", "3", "--range", "width=4..8", "--range", "depth=1..2"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ASearchLeavesItsTrialsAndAModel()
    {
        var answer = await Tune();
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("search: 3 trials of 3 epochs; one network each, judged by accuracy on 19 validation rows", answer.Error);
        Assert.Matches(@"3/3  trial \d  3 epochs  accuracy 0\.\d{4}  best 0\.\d{4} \(trial \d\)", answer.Error);
        Assert.Matches(@"trial +accuracy +epochs +time +learning +width +depth", answer.Output);
        Assert.Matches(@"★ \d +0\.\d{4} +3 +\d\.\d\d s +0\.\d", answer.Output);
        Assert.Contains("majority alone", answer.Output);
        Assert.Matches(@"whole model 1 of \d: trial \d", answer.Error);
        Assert.Contains($"model written to {_folder["out"]}", answer.Output);
        Assert.Equal(4, File.ReadAllLines(Path.Combine(_folder["out"], "trials.jsonl")).Length);
        Assert.Equal(1, ModelFile.Load(Path.Combine(_folder["out"], "best-trial.onnx")).Members);
        Assert.Equal(5, ModelFile.Load(Path.Combine(_folder["out"], "model.onnx")).Members);
    }

    [Fact]
    public async Task TheSameCommandGoesOnAndGivesTheSameModel()
    {
        var first = await Tune("--parallel", "2");
        var model = File.ReadAllBytes(Path.Combine(_folder["out"], "model.onnx"));
        var journal = Path.Combine(_folder["out"], "trials.jsonl");
        File.WriteAllLines(journal, File.ReadAllLines(journal)[..3]);
        var second = await Tune("--parallel", "1");
        Assert.Contains("2 trials done earlier were found in the journal", second.Error);
        Assert.Equal(model, File.ReadAllBytes(Path.Combine(_folder["out"], "model.onnx")));
        Assert.Equal(Values(first), Values(second));

        var other = await Tune("--seed", "5");
        Assert.Equal(3, other.ExitCode);
        Assert.Contains("is the journal of another search: ", other.Error);
        Assert.Contains("seed is 0 there and 5 here", other.Error);

        // The table without its times, which differ.
        static string[] Values(Answer answer) => [.. answer.Lines.Where(line => line.StartsWith("best: ", StringComparison.Ordinal) || line.StartsWith("learning-rate", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("random")]
    [InlineData("halving")]
    public async Task JsonEventsHaveTheDocumentedFields(string search)
    {
        var answer = await Tune("--json", "--search", search);
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal("start", Event(answer.Json[0]));
        Assert.Equal("done", Event(answer.Json[^1]));
        Assert.Equal(3, answer.Json.Count(json => Event(json) == "trial"));
        foreach (var name in new[] { "search", "trial", "searched", "finalist", "chosen" })
        {
            var json = answer.Json.First(line => Event(line) == name);
            Assert.Equal(DocumentedFields.Under($"### `{name}`").Order(), json.EnumerateObject().Select(field => field.Name).Order());
        }

        var ranking = answer.Json.First(json => Event(json) == "searched").GetProperty("ranking").EnumerateArray().ToList();
        Assert.Equal(3, ranking.Count);
        Assert.Equal(JsonValueKind.Number, ranking[0].GetProperty("configuration").GetProperty("width").ValueKind);
        Assert.True(ranking[0].GetProperty("value").GetDouble() >= ranking[1].GetProperty("value").GetDouble());
        Assert.Equal(ranking[0].GetProperty("trial").GetInt32(), answer.Json.Last(json => Event(json) == "trial").GetProperty("bestTrial").GetInt32());
    }

    [Fact]
    public async Task TheSpaceIsShown()
    {
        var answer = await Tune("--show-space", "--fix", "dropout=0.25", "--range", "activation=relu,mish", "--search", "halving", "--trials", "30", "--epochs", "36");
        Assert.Equal(0, answer.ExitCode);
        Assert.Matches("dropout +0.25 +the share", answer.Output);
        Assert.Matches("learning-rate +0.01..0.16, logarithmic", answer.Output);
        Assert.Matches("activation +relu,mish ", answer.Output);
        Assert.Contains("30 trials of 4 epochs\n10 trials of 12 epochs\n4 trials of 36 epochs\n", answer.Output);
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("'droput' is not searched. Did you mean dropout?", "--fix", "droput=0")]
    [InlineData("--fix takes dropout=0", "--fix", "dropout")]
    [InlineData("dropout cannot be '2'", "--fix", "dropout=2")]
    [InlineData("batch cannot be searched in '512'", "--range", "batch=512")]
    [InlineData("'width' stands in --fix or --range more than once", "--fix", "width=4")]
    [InlineData("--reduction goes with --search halving", "--reduction", "4")]
    [InlineData("--preset cannot be 'plain'", "--preset", "plain")]
    [InlineData("does not fit the task", "--metric", "rmse")]
    [InlineData("--out takes the name of a folder", "--out", "people.csv")]
    [InlineData("'--hidden' means nothing", "--hidden", "8")]
    public async Task AWrongCommandLineIsAnsweredInOneLine(string expected, params string[] options)
    {
        var answer = await Tune([.. options.Select(word => word == "people.csv" ? _folder[word] : word)]);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(expected, answer.Error);
        Assert.Empty(answer.Output);
    }

    private async Task<Answer> Tune(params string[] options)
    {
        var data = _folder.Write("people.csv", People.Csv());
        return await CommandLine.RunAsync(["tune", data, .. s_small.Where((word, i) => !Replaced(i)), .. options.Contains("--out") ? Array.Empty<string>() : ["--out", _folder["out"]], .. options]);

        // An option that may stand once gives way to the test's own.
        bool Replaced(int i) => i % 2 == 0
            ? s_small[i] is "--epochs" or "--trials" && options.Contains(s_small[i])
            : Replaced(i - 1);
    }

    private static string Event(JsonElement json) => json.GetProperty("event").GetString()!;
}
