using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Feedforward.Server.Tests;

/// <summary>Who may come in.</summary>
public sealed class AccessTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task EveryRouteAndEveryOtherAddressNeedsTheKey()
    {
        await using var server = await TestServer.StartAsync(options => options with { ApiKeys = [Key, "another-key-for-another"] });
        var routes = server.Server.Routes;
        Assert.True(routes.Count >= 16);
        var paths = routes.Select(route => route.Template.Replace("{model}", "people", StringComparison.Ordinal))
            .Concat(["/nowhere", "/v2/nowhere", "//", "/predict/", "/models/../predict", "/healthz", "/favicon.ico", "/v2/models/nobody"]);
        foreach (var path in paths)
        {
            foreach (var method in (string[])["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "ODD"])
            {
                Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, method, path, null));
            }

            Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(server, "GET", path, "Bearer " + Key));
        }
    }

    [Theory]
    [InlineData("Bearer " + Key, true)]
    [InlineData("bearer another-key-for-another", true)]
    [InlineData("Bearer " + Key + "0", false)]
    [InlineData("Bearer 0123456789abcdef", false)]
    [InlineData("Bearer ", false)]
    [InlineData(Key, false)]
    [InlineData("Basic !!!!", false)]
    [InlineData("Digest " + Key, false)]
    public async Task TheWholeKeyIsNeeded(string authorization, bool entersIn)
    {
        await using var server = await TestServer.StartAsync(options => options with { ApiKeys = [Key, "another-key-for-another"] });
        Assert.Equal(entersIn ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await StatusAsync(server, "GET", "/models", authorization));
    }

    [Fact]
    public async Task TheKeyMayBeAHeaderOfItsOwnOrABrowsersPassword()
    {
        await using var server = await TestServer.StartAsync(options => options with { ApiKeys = [Key] });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("X-API-Key", Key);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, "GET", "/", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Key))));
        using var refused = await server.GetAsync("/");
        Assert.Equal(["Bearer", "Basic"], refused.Headers.WwwAuthenticate.Select(way => way.Scheme));
    }

    [Theory]
    [InlineData("localhost:PORT", "200")]
    [InlineData("127.0.0.1:PORT", "200")]
    [InlineData("[::1]:PORT", "200")]
    [InlineData("LOCALHOST:PORT", "200")]
    [InlineData("localhost", "421")]
    [InlineData("localhost:1", "421")]
    [InlineData("evil.example:PORT", "421")]
    [InlineData("127.0.0.1.evil.example:PORT", "421")]
    public async Task AServerForThisMachineAnswersUnderThisMachinesNames(string host, string status)
    {
        await using var server = await TestServer.StartAsync();
        using var request = await RawRequest.OpenAsync(server.Port);
        await request.SendAsync($"GET /models HTTP/1.1\r\nHost: {host.Replace("PORT", $"{server.Port}", StringComparison.Ordinal)}\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status}", await request.HeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task APublicServerAnswersUnderAnyName()
    {
        await using var server = await TestServer.StartAsync(options => options with { Addresses = [new IPEndPoint(IPAddress.Any, 0)] });
        using var request = await RawRequest.OpenAsync(server.Port);
        await request.SendAsync("GET /models HTTP/1.1\r\nHost: models.example\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await request.HeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PagesOfOthersMayAskOnlyWhereTheyAreNamed()
    {
        await using var server = await TestServer.StartAsync(options => options with { Origins = ["https://app.example"], ApiKeys = [Key] });
        Assert.Equal("https://app.example", await OriginAsync(server, "https://app.example", HttpMethod.Get));
        Assert.Null(await OriginAsync(server, "https://evil.example", HttpMethod.Get));
        Assert.Null(await OriginAsync(server, "https://app.example.evil.example", HttpMethod.Get));

        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/predict");
        preflight.Headers.Add("Origin", "https://app.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using var response = await server.Client.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Empty(await response.TextAsync());

        await using var closed = await TestServer.StartAsync();
        Assert.Null(await OriginAsync(closed, "https://app.example", HttpMethod.Get));
    }

    [Fact]
    public void AFileOfKeysIsRead()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, $"# keys\n\n  {Key}\nanother-key-for-another\n");
            Assert.Equal([Key, "another-key-for-another"], ApiKeys.Read(file));
            File.WriteAllText(file, "short\n");
            Assert.Contains("16 to 255", Assert.Throws<ArgumentException>(() => ApiKeys.Read(file)).Message, StringComparison.Ordinal);
            File.WriteAllText(file, "# none\n");
            Assert.Contains("has no key", Assert.Throws<ArgumentException>(() => ApiKeys.Read(file)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void NamesBelongIntoAddresses()
    {
        Assert.Equal(new ModelSource("adult", "models/adult.onnx"), ModelSource.Parse("models/adult.onnx"));
        Assert.Equal(new ModelSource("a", "b=c.onnx"), ModelSource.Parse("a=b=c.onnx"));
        Assert.Throws<ArgumentException>(() => ModelSource.Parse("my model.onnx"));
        Assert.Throws<ArgumentException>(() => ModelSource.Parse("../x=y.onnx"));
        Assert.Throws<ArgumentException>(() => ModelSource.Parse("..=y.onnx"));
    }

    private static async Task<HttpStatusCode> StatusAsync(TestServer server, string method, string path, string? authorization)
    {
        // A Uri would take the dots out of the path.
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"{server.Client.BaseAddress}".TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task<string?> OriginAsync(TestServer server, string origin, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, "/models");
        request.Headers.Add("Origin", origin);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null;
    }
}
