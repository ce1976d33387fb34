using Feedforward.Onnx;

namespace Feedforward.Server.Tests;

public sealed class WatchTests
{
    [Fact]
    public async Task AModelIsSwappedWithoutAFailedRequest()
    {
        await using var server = await TestServer.StartAsync();
        var model = server.Server.Models.All[0];
        var path = server.Server.Models.All[0].Path;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var answered = 0;
        var clients = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!ending.IsCancellationRequested)
            {
                await server.PredictAsync(SampleModel.Record);
                Interlocked.Increment(ref answered);
            }
        })).ToList();

        for (var i = 0; i < 20; i++)
        {
            Replace(path, i % 2 == 0 ? SampleModel.OtherClassifier : SampleModel.Classifier, i);
            Assert.Equal(ReloadOutcome.Changed, model.Refresh());
            await server.PredictAsync(SampleModel.Record);
        }

        await ending.CancelAsync();
        await Task.WhenAll(clients);
        Assert.True(answered > 0);
        Assert.Equal(20, server.Log.Count(line => line.Contains("a new model is in use", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AFileThatCannotBeReadLeavesTheModelAndIsTold()
    {
        await using var server = await TestServer.StartAsync();
        var before = (await server.PredictAsync(SampleModel.Record)).GetProperty("predictions").GetRawText();
        var path = server.Server.Models.All[0].Path;
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..1000], TestContext.Current.CancellationToken);

        Assert.Equal(ReloadOutcome.Failed, server.Server.Models.All[0].Refresh());

        Assert.Equal(before, (await server.PredictAsync(SampleModel.Record)).GetProperty("predictions").GetRawText());
        Assert.Contains("cannot be used", Assert.Single(server.Log), StringComparison.Ordinal);
        var name = Path.GetFileName(path);
        Assert.Contains($"feedforward_model_reloads_total{{model=\"{name}\",outcome=\"failed\"}} 1\n", await server.MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AModelWithOtherColumnsIsServedAndTold()
    {
        await using var server = await TestServer.StartAsync();
        Replace(server.Server.Models.All[0].Path, SampleModel.Regressor, 1);
        server.Server.Models.All[0].Refresh();
        Assert.True((await server.PredictAsync(SampleModel.Record)).GetProperty("predictions")[0].TryGetProperty("prediction", out _));
        Assert.Contains("other columns or another target", Assert.Single(server.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFollowedFileIsTakenUpByItself()
    {
        await using var server = await TestServer.StartAsync(options => options with { Watch = true, WatchInterval = TimeSpan.FromMilliseconds(5) });
        Replace(server.Server.Models.All[0].Path, SampleModel.Regressor, 1);
        while (!(await server.PredictAsync(SampleModel.Record)).GetProperty("predictions")[0].TryGetProperty("prediction", out _))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        // The model is in use before it is told.
        while (server.Log.IsEmpty)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Contains("other columns or another target", server.Log.First(), StringComparison.Ordinal);
    }

    private static void Replace(string path, Tabular.TabularModel model, int hour)
    {
        var other = SampleModel.File(model);
        File.SetLastWriteTimeUtc(other, new DateTime(2026, 1, 1).AddHours(hour));
        File.Move(other, path, overwrite: true);
    }
}
