using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Feedforward.Studio;

namespace Feedforward.Cli.Tests.Commands;

/// <summary><c>train --studio</c>: the page has every epoch of the training, and its model.</summary>
public sealed partial class TrainInStudioTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ThePageHasTheEpochsAndTheModelUntilASignal()
    {
        using var signal = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var error = new Watched("the studio stays at");
        await using var output = new StringWriter();
        using var input = new MemoryStream();
        var model = _folder["model.onnx"];
        var training = Task.Run(
            () => Application.RunAsync(["train", "moons", "--hidden", "4", "--epochs", "3", "--studio", "--json", "--out", model], new Terminal(output, error, input), signal.Token),
            TestContext.Current.CancellationToken);
        await Task.WhenAny(error.Seen, training);
        Assert.False(training.IsCompleted, error.ToString());

        using var client = new HttpClient { BaseAddress = new Uri(Address().Match(error.ToString()).Value) };
        var shown = await client.GetFromJsonAsync<JsonElement>("/api/runs/show?run=train", signal.Token);
        Assert.Equal("done", shown.GetProperty("state").GetString());
        var printed = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement);
        Assert.Equal(Losses(printed), Losses(shown.GetProperty("history").EnumerateArray()));
        Assert.Equal(3, Losses(printed).Count());
        Assert.Contains("train", (await client.GetFromJsonAsync<JsonElement>("/api/models", signal.Token)).GetProperty("models").EnumerateArray().Select(name => name.GetString()));

        await signal.CancelAsync();
        Assert.Equal(0, await training);
        Assert.True(File.Exists(model));
    }

    /// <summary>A run of the page and the command it shows give the same file.</summary>
    [Fact]
    public async Task TheCommandThatThePageShowsWritesTheSameModel()
    {
        const string Configuration = """{"data":"spirals","target":"class","hidden":[8,4],"activations":["tanh","relu"],"learningRate":0.01,"batchSize":16,"epochs":3,"patience":0,"l2":0.001,"dropout":0.1,"gradientClip":1,"batchNormalization":true,"validation":0.25,"seed":7}""";
        await using var studio = new StudioServer(new StudioOptions { Port = 0, Folder = _folder["studio"] });
        await studio.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(studio.Url) };
        await PostAsync("/api/runs", Configuration);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            await PostAsync("/api/runs/step", """{"run":"run-1","unit":"epoch"}""");
        }

        var command = (await client.GetFromJsonAsync<JsonElement>("/api/runs/show?run=run-1", TestContext.Current.CancellationToken)).GetProperty("command").GetString()!;
        Assert.StartsWith("feedforward train spirals ", command, StringComparison.Ordinal);
        var answer = await CommandLine.RunAsync([.. command.Split(' ')[1..], "--out", _folder["model.onnx"]]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Equal(
            await client.GetByteArrayAsync("/api/runs/model?run=run-1", TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_folder["model.onnx"], TestContext.Current.CancellationToken));

        async Task PostAsync(string path, string json)
        {
            using var content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
            using var response = await client.PostAsync(path, content, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    private static IEnumerable<double> Losses(IEnumerable<JsonElement> events) =>
        events.Where(entry => entry.GetProperty("event").GetString() == "epoch").Select(entry => entry.GetProperty("trainLoss").GetDouble());

    [GeneratedRegex(@"http://[0-9.:]+/")]
    private static partial Regex Address();

    /// <summary>Tells when a text was written.</summary>
    private sealed class Watched(string text) : StringWriter
    {
        private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Seen => _seen.Task;

        public override async Task WriteLineAsync(string? value)
        {
            await base.WriteLineAsync(value);
            if (value?.Contains(text, StringComparison.Ordinal) == true)
            {
                _seen.TrySetResult();
            }
        }
    }
}
