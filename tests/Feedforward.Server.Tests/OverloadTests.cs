using System.Net;
using System.Net.Sockets;

namespace Feedforward.Server.Tests;

public sealed class OverloadTests
{
    private const int Room = 4;

    [Fact]
    public async Task WhoeverComesBeyondTheRoomIsSentAwayAtOnceAndTheOthersAreAnswered()
    {
        await using var server = await TestServer.StartAsync(options => options with { MaximumRequests = Room });
        var held = new List<RawRequest>();
        for (var i = 0; i < Room; i++)
        {
            held.Add(await RawRequest.HeldAsync(server.Port, SampleModel.Record.Length));
        }

        var others = await Task.WhenAll(Enumerable.Range(0, 10 * Room).Select(_ => server.PostAsync("/predict", SampleModel.Record)));

        Assert.All(others, response =>
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), response.Headers.RetryAfter!.Delta);
        });
        using var inference = await server.PostAsync("/v2/models/people/infer", "{}");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, inference.StatusCode);
        Assert.Contains("Try again", (await inference.JsonAsync()).Text("error"), StringComparison.Ordinal);

        // What is asked about the server itself has room always.
        using var alive = await server.GetAsync("/healthz/live");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Contains("feedforward_requests_in_flight 4\n", await server.MetricsAsync(), StringComparison.Ordinal);
        foreach (var request in held)
        {
            await request.SendAsync(SampleModel.Record);
            Assert.Contains("\"label\"", await request.RestAsync(), StringComparison.Ordinal);
            request.Dispose();
        }

        await server.PredictAsync(SampleModel.Record);
        Assert.Contains("feedforward_requests_in_flight 0\n", await server.MetricsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheBytesOfAllRequestsAreBoundedToo()
    {
        await using var server = await TestServer.StartAsync(options => options with { MaximumBytes = 10_000, MaximumBody = 8_000 });
        using var held = await RawRequest.HeldAsync(server.Port, 7_000);

        using var large = await server.PostAsync("/predict", SampleModel.Record + new string(' ', 5_000));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, large.StatusCode);
        await server.PredictAsync(SampleModel.Record + new string(' ', 1_000));

        await held.SendAsync(SampleModel.Record + new string(' ', 7_000 - SampleModel.Record.Length));
        Assert.Contains("200 OK", await held.RestAsync(), StringComparison.Ordinal);
        await server.PredictAsync(SampleModel.Record + new string(' ', 5_000));
    }

    [Fact]
    public async Task AClientThatGoesAwayGivesItsRoomBack()
    {
        await using var server = await TestServer.StartAsync(options => options with { MaximumRequests = 1 });
        (await RawRequest.HeldAsync(server.Port, 100)).Dispose();
        HttpStatusCode status;
        do
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            using var response = await server.PostAsync("/predict", SampleModel.Record);
            status = response.StatusCode;
        }
        while (status == HttpStatusCode.ServiceUnavailable);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Empty(server.Log);
    }

    [Fact]
    public async Task ABodyThatDoesNotComeIsNotWaitedForForever()
    {
        await using var server = await TestServer.StartAsync(options => options with { Timeout = TimeSpan.FromMilliseconds(20) });
        using var held = await RawRequest.HeldAsync(server.Port, 100);
        Assert.StartsWith("HTTP/1.1 408", await held.RestAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndingAnswersWhatHasBegun()
    {
        await using var server = await TestServer.StartAsync();
        using var held = await RawRequest.HeldAsync(server.Port, SampleModel.Record.Length);

        var stopping = server.Server.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(server.Server.Models.IsDraining);
        await held.SendAsync(SampleModel.Record);
        Assert.StartsWith("HTTP/1.1 200", await held.RestAsync(), StringComparison.Ordinal);
        await stopping;
        await Assert.ThrowsAsync<SocketException>(() => RawRequest.OpenAsync(server.Port));
    }
}
