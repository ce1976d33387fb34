using System.Text.Json;
using Feedforward.Onnx;

namespace Feedforward.Cli.Tests.Commands;

public sealed class TrainStreamedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFileIsStreamedAndGivesAModel()
    {
        var data = _folder.Write("people.csv", People.Csv(rows: 3000));
        var answer = await TrainAsync(data, "--out", _folder["m.onnx"], "--times", "--cache", _folder.Path);

        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("people.csv: 3,000 rows", answer.Error);
        Assert.Contains("Parsed rows are kept in a file", answer.Error);
        Assert.Matches(@"accuracy +\d\.\d{4} +1\.0000", answer.Output);
        Assert.Contains("waiting for rows", answer.Output);
        Assert.Contains("linear model", answer.Output);
        Assert.Equal("tall", ModelFile.Load(_folder["m.onnx"]).Target.Name);
        Assert.Equal(["m.onnx", "people.csv"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task AFolderIsTheFilesInIt()
    {
        Directory.CreateDirectory(_folder["parts"]);
        var lines = People.Csv(rows: 900).Split('\n');
        for (var part = 0; part < 3; part++)
        {
            _folder.Write(Path.Combine("parts", $"{part}.csv"), lines[0] + "\n" + string.Join('\n', lines.Skip(1 + (300 * part)).Take(300)) + "\n");
        }

        var streamed = await TrainAsync(_folder["parts"] + "/", "--json", "--out", _folder["m.onnx"]);
        Assert.True(streamed.ExitCode == 0, streamed.Error);
        var start = streamed.Json.First(json => Event(json) == "start");
        Assert.Equal(("parts", 900), (start.GetProperty("data").GetString(), start.GetProperty("rows").GetInt32()));

        var inMemory = await CommandLine.RunAsync("train", _folder["parts"], "-t", "tall", "--hidden", "8", "--epochs", "2", "--json", "--out", _folder["m.onnx"]);
        Assert.True(inMemory.ExitCode == 0, inMemory.Error);
        Assert.Equal(900, inMemory.Json[^1].GetProperty("rows").EnumerateObject().Sum(part => part.Value.GetInt32()));
    }

    [Fact]
    public async Task JsonSaysWhatTrainingWaitedFor()
    {
        var answer = await TrainAsync(_folder.Write("people.csv", People.Csv(rows: 3000)), "--json", "--out", _folder["m.onnx"]);

        Assert.True(answer.ExitCode == 0, answer.Error);
        var epochs = answer.Json.Where(json => Event(json) == "epoch").ToList();
        Assert.Equal(20, epochs.Count);
        Assert.All(epochs, epoch => Assert.InRange(epoch.GetProperty("waitingSeconds").GetDouble(), 0, epoch.GetProperty("seconds").GetDouble() + 1));
        Assert.All(epochs, epoch => Assert.Contains(epoch.GetProperty("waitingFor").GetString(), (string[])["disk", "parsing"]));
        var progress = answer.Json.First(json => Event(json) == "progress");
        Assert.Subset(DocumentedFields.Under("### `progress`").ToHashSet(), progress.EnumerateObject().Select(field => field.Name).ToHashSet());
        Assert.Equal(("statistics", 3000), (progress.GetProperty("phase").GetString(), progress.GetProperty("rows").GetInt32()));
        var done = answer.Json[^1];
        var times = done.GetProperty("times").EnumerateObject().ToDictionary(part => part.Name, part => part.Value.GetDouble());
        Assert.Equal(times["total"], times.Where(part => part.Key != "total").Sum(part => part.Value), 1e-6);
        Assert.True(times["waiting"] > 0 && times["other"] > 0 && times["preparation"] > 0);
        Assert.Equal(3000, done.GetProperty("rows").EnumerateObject().Sum(part => part.Value.GetInt32()));
        var baselines = done.GetProperty("baselines");
        Assert.Equal(["constant", "linear"], baselines.EnumerateObject().Select(model => model.Name).Order());
        Assert.InRange(baselines.GetProperty("linear").GetProperty("accuracy").GetDouble(), baselines.GetProperty("constant").GetProperty("accuracy").GetDouble(), 1);
        Assert.Equal(["city", "height"], done.GetProperty("importance").EnumerateArray().Select(column => column.GetProperty("column").GetString()).Order());
    }

    [Fact]
    public async Task ThreadsAndCheckpointsChangeNoByteOfTheModel()
    {
        var data = _folder.Write("people.csv", People.Csv(rows: 1000));
        Assert.Equal(0, (await TrainAsync(data, "--threads", "1", "--out", _folder["1.onnx"])).ExitCode);
        Assert.Equal(0, (await TrainAsync(data, "--threads", "3", "--out", _folder["2.onnx"], "--checkpoint", _folder["run"], "--every", "5-epochs")).ExitCode);
        var expected = await File.ReadAllBytesAsync(_folder["1.onnx"], TestContext.Current.CancellationToken);
        Assert.Equal(expected, await File.ReadAllBytesAsync(_folder["2.onnx"], TestContext.Current.CancellationToken));

        // The folder keeps the options of then, --memory among them; the end of the training is the newest checkpoint.
        File.Delete(_folder["2.onnx"]);
        var resumed = await CommandLine.RunAsync("train", "--resume", _folder["run"]);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(expected, await File.ReadAllBytesAsync(_folder["2.onnx"], TestContext.Current.CancellationToken));
    }

    /// <summary>Five row groups; the fourth of them alone knows a city.</summary>
    [Fact]
    public async Task AParquetFileIsStreamedByItsRowGroups()
    {
        var data = _folder["people.parquet"];
        await People.WriteParquetAsync(data, 400, 700, 100, 500, 300);
        var one = await TrainAsync(data, "--threads", "1", "--json", "--out", _folder["1.onnx"]);
        Assert.True(one.ExitCode == 0, one.Error);
        Assert.Equal(2000, one.Json[^1].GetProperty("rows").EnumerateObject().Sum(part => part.Value.GetInt32()));
        Assert.InRange(one.Json[^1].GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0.95, 1);
        var two = await TrainAsync(data, "--threads", "2", "--cache", "none", "--out", _folder["2.onnx"]);
        Assert.True(two.ExitCode == 0, two.Error);
        Assert.Contains("people.parquet: 2,000 rows", two.Error);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(await File.ReadAllBytesAsync(_folder["1.onnx"], cancellation), await File.ReadAllBytesAsync(_folder["2.onnx"], cancellation));
        var predicted = await CommandLine.RunAsync("predict", _folder["1.onnx"], data);
        Assert.Equal(2001, predicted.Output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public async Task APresetWithFoldsHoldsOnePartBack()
    {
        var data = _folder.Write("people.csv", People.Csv(rows: 600));
        var shown = await CommandLine.RunAsync("train", data, "-t", "tall", "--memory", "16MB", "--show-config");
        Assert.Matches(@"folds +0\n", shown.Output);
        var answer = await CommandLine.RunAsync("train", data, "-t", "tall", "--memory", "16MB", "--epochs", "2", "--out", _folder["m.onnx"]);
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("not cut into 5 folds", answer.Error);
        Assert.Contains("5 networks", answer.Error);
    }

    [Theory]
    [InlineData("--memory takes a size from 16MB on", "people.csv", "--memory", "5MB")]
    [InlineData("--memory takes a size from 16MB on", "people.csv", "--memory", "much")]
    [InlineData("digits is none", "digits", "--memory", "64MB")]
    [InlineData("standard input is none", "-", "--memory", "64MB")]
    [InlineData("--refit needs all rows in memory", "people.csv", "--memory", "64MB", "--refit")]
    [InlineData("--cv needs all rows in memory", "people.csv", "--memory", "64MB", "--cv", "3")]
    [InlineData("--report looks at all rows", "people.csv", "--memory", "64MB", "--report", "report.html")]
    [InlineData("--cache goes with --memory", "people.csv", "--cache", "none")]
    [InlineData("There is no folder 'nowhere' for --cache", "people.csv", "--memory", "64MB", "--cache", "nowhere")]
    [InlineData("there is no column 'tal'", "people.csv", "--memory", "64MB", "--drop", "tal")]
    public async Task WhatDoesNotGoTogetherIsSaid(string message, string data, params string[] options)
    {
        _folder.Write("people.csv", People.Csv());
        var answer = await CommandLine.RunAsync(["train", data == "people.csv" ? _folder[data] : data, "-t", "tall", .. options]);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(message, answer.Error);
    }

    [Fact]
    public async Task WhatCannotBeReadInBlocksIsSaid()
    {
        var missing = await TrainAsync(_folder["none.csv"]);
        Assert.Equal(3, missing.ExitCode);
        Assert.Contains("There is no file", missing.Error);
        var packed = await TrainAsync(_folder.Write("people.csv.gz", [0x1F, 0x8B, 8, 0]));
        Assert.Equal(3, packed.ExitCode);
        Assert.Contains("compressed", packed.Error);
    }

    private static Task<Answer> TrainAsync(string data, params string[] options) =>
        CommandLine.RunAsync(["train", data, "-t", "tall", "--hidden", "16", "--learning-rate", "0.01", "--batch", "32", "--epochs", "20", "--patience", "0", "--memory", "16MB", .. options]);

    private static string? Event(JsonElement json) => json.GetProperty("event").GetString();
}
