using System.Net;
using System.Text.Json;

namespace Feedforward.Studio.Tests;

/// <summary>A studio on a free port, and a client for it.</summary>
internal sealed class TestStudio : IAsyncDisposable
{
    private TestStudio(StudioServer server)
    {
        Server = server;
        Client = new HttpClient { BaseAddress = new Uri(server.Url) };
    }

    public StudioServer Server { get; }

    public HttpClient Client { get; }

    public static async Task<TestStudio> StartAsync()
    {
        var server = new StudioServer(new StudioOptions { Port = 0 });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new TestStudio(server);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
