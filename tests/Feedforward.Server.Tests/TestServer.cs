using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server.Tests;

/// <summary>A server on a free port of this machine, and a client for it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private TestServer(ModelServer server)
    {
        Server = server;
        Client = new HttpClient { BaseAddress = new Uri(server.Urls[0]) };
    }

    public ModelServer Server { get; }

    public HttpClient Client { get; }

    public int Port => Server.Addresses[0].Port;

    public ConcurrentQueue<string> Log { get; private init; } = [];

    public static Task<TestServer> StartAsync(Func<ServerOptions, ServerOptions>? change = null) => StartAsync(SampleModel.Classifier, change);

    public static async Task<TestServer> StartAsync(TabularModel model, Func<ServerOptions, ServerOptions>? change = null)
    {
        var log = new ConcurrentQueue<string>();
        var options = new ServerOptions
        {
            Models = [new ModelSource("people", SampleModel.File(model))],
            Addresses = [new IPEndPoint(IPAddress.Loopback, 0)],
            Timeout = TimeSpan.FromMinutes(5),
            Log = log.Enqueue,
        };
        var server = new ModelServer(change is null ? options : change(options));
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(server) { Log = log };
    }

    public Task<HttpResponseMessage> GetAsync(string path) => Client.GetAsync(path, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json") =>
        PostAsync(path, Encoding.UTF8.GetBytes(body), type);

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string? type)
    {
        var content = new ByteArrayContent(body);
        if (type is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return Client.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    public async Task<JsonElement> PredictAsync(string body, string path = "/predict")
    {
        using var response = await PostAsync(path, body);
        var text = await response.TextAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async Task<string> MetricsAsync() => await (await GetAsync("/metrics")).TextAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
