using System.Net;
using System.Text;
using System.Text.Json;

namespace Feedforward.Studio.Tests;

/// <summary>A studio on a free port with a folder of its own, and a client for it.</summary>
internal sealed class TestStudio : IAsyncDisposable
{
    private readonly bool _ownsFolder;

    private TestStudio(StudioServer server, string folder, bool ownsFolder)
    {
        (Server, Folder, _ownsFolder) = (server, folder, ownsFolder);
        Client = new HttpClient { BaseAddress = new Uri(server.Url) };
    }

    public StudioServer Server { get; }

    public HttpClient Client { get; }

    public string Folder { get; }

    /// <summary>Starts one; with a folder of before, which is then left.</summary>
    public static Task<TestStudio> StartAsync(string? folder = null, string? data = null) => StartAsync(new StudioOptions { Data = data }, folder);

    /// <summary>Starts one in a folder of its own, or of before, which is then left.</summary>
    public static async Task<TestStudio> StartAsync(StudioOptions options, string? folder = null)
    {
        var own = folder ?? Directory.CreateTempSubdirectory("studio-").FullName;
        var server = new StudioServer(options with { Port = 0, Folder = own });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return new TestStudio(server, own, folder is null);
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync(response, HttpStatusCode.OK);
    }

    public async Task<JsonElement> PostAsync(string path, string json, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(path, content, TestContext.Current.CancellationToken);
        return await ReadAsync(response, expected);
    }

    /// <summary>Drops a file on the page.</summary>
    public async Task<JsonElement> DropAsync(string title, byte[] bytes, HttpStatusCode expected = HttpStatusCode.OK, string more = "")
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/octet-stream");
        using var response = await Client.PostAsync($"/api/data/file?title={title}{more}", content, TestContext.Current.CancellationToken);
        return await ReadAsync(response, expected);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == expected, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The body of the answer to a question that is answered with a status.</summary>
    public async Task<string> TextAsync(string path, string body, HttpStatusCode status, string type = "application/json")
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
        if (_ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
