namespace Feedforward.Cli.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ClassificationHasTheDocumentedFields()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("evaluate", model, data, "--json");

        Assert.Equal(0, answer.ExitCode);
        var json = Assert.Single(answer.Json);
        Assert.Equal(DocumentedFields.Under("## `evaluate --json`").Order(), json.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal("binary", json.GetProperty("task").GetString());
        Assert.Equal(120, json.GetProperty("rows").GetInt32());
        Assert.Equal(["accuracy", "logLoss", "auc", "f1", "brier", "ece"], json.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name));
        var cells = json.GetProperty("confusion").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(cell => cell.GetDouble()).ToList();
        Assert.Equal(120, cells.Sum());
        Assert.Equal((cells[0] + cells[3]) / 120, json.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 12);
    }

    [Fact]
    public async Task RegressionHasItsOwnMetrics()
    {
        await CommandLine.RunAsync("train", "sine", "--epochs", "5", "--out", _folder["sine.onnx"]);
        var answer = await CommandLine.RunAsync("evaluate", _folder["sine.onnx"], "sine", "--json");

        var json = Assert.Single(answer.Json);
        Assert.Equal("regression", json.GetProperty("task").GetString());
        Assert.Equal(["rmse", "mae", "r2"], json.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name));
        Assert.False(json.TryGetProperty("confusion", out _));
    }

    [Fact]
    public async Task ForAPersonItShowsWhoIsTakenForWhom()
    {
        var (data, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("evaluate", model, data);

        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("calibration error", answer.Output);
        Assert.Contains(@"true \ predicted", answer.Output);
        Assert.Contains("recall", answer.Output);
    }

    [Fact]
    public async Task ABuiltInSetHasRowsThatAreNewToTheModel()
    {
        await CommandLine.RunAsync("train", "moons", "--epochs", "1", "--out", _folder["m.onnx"]);
        var fresh = await CommandLine.RunAsync("evaluate", _folder["m.onnx"], "moons", "--json");
        var trained = await CommandLine.RunAsync("evaluate", _folder["m.onnx"], "moons", "--data-seed", "0", "--json");

        Assert.NotEqual(fresh.Output, trained.Output);
    }

    [Fact]
    public async Task AMissingColumnIsNamed()
    {
        var (_, model) = await People.TrainAsync(_folder);
        var answer = await CommandLine.RunAsync("evaluate", model, _folder.Write("other.csv", "height,tall\n170,yes\n"));

        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("other.csv", answer.Error);
        Assert.Contains("'city'", answer.Error);
    }
}
