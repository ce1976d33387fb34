namespace Feedforward.Cli.Tests.Commands;

public sealed class ExplainCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task JsonHasTheDocumentedFields()
    {
        var (data, model) = await People.TrainAsync(_folder);
        string[] arguments = ["explain", model, data, "--json", "--repeats", "3", "--metric", "auc"];
        var answer = await CommandLine.RunAsync(arguments);

        Assert.Equal(0, answer.ExitCode);
        var json = Assert.Single(answer.Json);
        Assert.Equal(DocumentedFields.Under("## `explain --json`").Order(), json.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal("auc", json.GetProperty("metric").GetString());
        Assert.Equal(120, json.GetProperty("rows").GetInt32());

        // The height says more than the city, and the identifier is not read.
        Assert.Equal(["height", "city"], json.GetProperty("importance").EnumerateArray().Select(column => column.GetProperty("column").GetString()));
        Assert.Equal(answer.Output, (await CommandLine.RunAsync([.. arguments, "--threads", "1"])).Output);
    }

    [Fact]
    public async Task ForAPersonItShowsBarsAndTheLinesOfTheWorstRows()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var text = await File.ReadAllTextAsync(data, TestContext.Current.CancellationToken);
        var wrong = _folder.Write("wrong.csv", text.Replace("\n1,150,Ulm,no\n", "\n1,150,Ulm,yes\n", StringComparison.Ordinal));
        var answer = await CommandLine.RunAsync("explain", model, wrong, "--top", "1");

        Assert.Equal(0, answer.ExitCode);
        Assert.Matches(@"height +\d\.\d{4} ± .*█{30}", answer.Output);
        Assert.Matches(@"\n +2 +yes +\S+ +no ", answer.Output);
    }

    [Fact]
    public async Task NumbersHaveResiduals()
    {
        await CommandLine.RunAsync("train", "sine", "--epochs", "3", "--out", _folder["sine.onnx"]);
        var answer = await CommandLine.RunAsync("explain", _folder["sine.onnx"], "sine", "--top", "2");

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("true − predicted", answer.Output);
        Assert.Contains("RMSE added when shuffled", answer.Output);
    }

    [Fact]
    public async Task AMetricOfAnotherTaskIsRefused()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("explain", model, data, "--metric", "rmse");

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("These do: accuracy, log-loss, auc.", answer.Error);
    }
}
