using System.Net;
using System.Text;
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

    public static async Task<TestStudio> StartAsync(StudioOptions? options = null)
    {
        var server = new StudioServer((options ?? new StudioOptions()) with { Port = 0 });
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

    public async Task<JsonElement> PostAsync(string path, string body) => JsonDocument.Parse(await PostAsync(path, body, HttpStatusCode.OK)).RootElement;

    /// <summary>The body of the answer to a question that is answered with a status.</summary>
    public async Task<string> PostAsync(string path, string body, HttpStatusCode status, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, text);
        return text;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
