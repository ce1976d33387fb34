using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

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
