using System.Net;
using System.Text.Json;

namespace Feedforward.Server.Tests;

public sealed class DescriptionTests
{
    [Fact]
    public async Task TheModelsAreListedAndDescribed()
    {
        await using var server = await TestServer.StartAsync();
        var listed = Assert.Single((await (await server.GetAsync("/models")).JsonAsync()).GetProperty("models").EnumerateArray());
        Assert.Equal(("people", "multiclass", "class"), (listed.Text("name"), listed.Text("task"), listed.Text("target")));
        var model = await (await server.GetAsync("/models/people")).JsonAsync();
        Assert.Equal(["high", "low", "middle"], model.GetProperty("classes").EnumerateArray().Select(label => label.GetString()!));
        var columns = model.GetProperty("columns").EnumerateArray().ToDictionary(column => column.Text("name"));
        Assert.Equal(("number", "category", "boolean", "date"), (columns["age"].Text("kind"), columns["city"].Text("kind"), columns["member"].Text("kind"), columns["joined"].Text("kind")));
        Assert.Equal(["Oslo", "Rome", "Łódź"], columns["city"].GetProperty("categories").EnumerateArray().Select(category => category.GetString()!));
        Assert.InRange(columns["age"].GetProperty("typical").GetSingle(), 20, 70);

        // Where a model came from is nobody's business.
        Assert.DoesNotContain("onnx", model.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task OpenApiHasEveryRouteAndEveryColumn()
    {
        await using var server = await TestServer.StartAsync(options => options with
        {
            Models = [.. options.Models, new ModelSource("amount", SampleModel.File(SampleModel.Regressor))],
        });
        using var response = await server.GetAsync("/openapi/v1.json");
        var document = await response.JsonAsync();
        Assert.StartsWith("3.1", document.Text("openapi"), StringComparison.Ordinal);
        var paths = document.GetProperty("paths");
        Assert.All(server.Server.Routes, route => Assert.True(
            paths.GetProperty(route.Template).GetProperty(route.Method.ToLowerInvariant()).TryGetProperty("responses", out _)));
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var record = schemas.GetProperty("people.Record");
        Assert.Equal(["age", "city", "member", "joined"], record.GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
        var properties = record.GetProperty("properties");
        Assert.Equal("""["number","null"]""", properties.GetProperty("age").GetProperty("type").GetRawText());
        Assert.Equal(3, properties.GetProperty("city").GetProperty("anyOf")[0].GetProperty("enum").GetArrayLength());
        var label = schemas.GetProperty("people.Answer").GetProperty("properties").GetProperty("predictions").GetProperty("items").GetProperty("properties");
        Assert.Equal(3, label.GetProperty("label").GetProperty("enum").GetArrayLength());
        Assert.Equal(1, label.GetProperty("probabilities").GetProperty("properties").GetProperty("high").GetProperty("maximum").GetInt32());
        Assert.All(References(document), reference => Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), reference));
    }

    [Fact]
    public async Task ThePageAsksThisServerAlone()
    {
        await using var server = await TestServer.StartAsync();
        using var page = await server.GetAsync("/");
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        var policy = string.Join(';', page.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        foreach (var path in (string[])["/", "/page.css", "/page.js"])
        {
            using var asset = await server.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
            var text = await asset.TextAsync();
            Assert.NotEmpty(text);
            Assert.DoesNotContain("http://", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("https://", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
        }

        var html = await page.TextAsync();
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.Contains("aria-live=\"polite\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HealthIsTold()
    {
        await using var server = await TestServer.StartAsync();
        using var live = await server.GetAsync("/healthz/live");
        Assert.Equal("ok\n", await live.TextAsync());
        using var ready = await server.GetAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        server.Server.Models.IsDraining = true;
        using var ending = await server.GetAsync("/healthz/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ending.StatusCode);
        using var alive = await server.GetAsync("/healthz/live");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        using var inference = await server.GetAsync("/v2/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, inference.StatusCode);
    }

    [Fact]
    public async Task HeadIsGetWithoutABody()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, "/models");
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((await (await server.GetAsync("/models")).TextAsync()).Length, response.Content.Headers.ContentLength);
    }

    private static IEnumerable<string> References(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
