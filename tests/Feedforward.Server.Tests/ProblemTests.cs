using System.Net;
using System.Text;

namespace Feedforward.Server.Tests;

public sealed class ProblemTests
{
    private const string Good = SampleModel.Record;

    [Theory]
    [InlineData("""{"rows":[{G},{G},{G},{"age":"x","city":"Oslo","member":true,"joined":null}]}""", "#/rows/3/age", "expected a number, found \"x\"")]
    [InlineData("""[{G},{"age":1,"city":"Oslo","member":"perhaps","joined":null}]""", "#/1/member", "expected true or false, found \"perhaps\"")]
    [InlineData("""{"age":1,"city":"Oslo","member":true,"joined":"31.1.2026"}""", "#/joined", "expected a date such as 2026-01-31 or 2026-01-31T18:30:00, found \"31.1.2026\"")]
    [InlineData("""{"age":[1],"city":"Oslo","member":true,"joined":null}""", "#/age", "expected a number, found an array")]
    [InlineData("""{"age":1e300,"city":"Oslo","member":true,"joined":null}""", "#/age", "expected a number, found 1e300")]
    [InlineData("""{"age":1,"city":{},"member":true,"joined":null}""", "#/city", "expected a text, found an object")]
    [InlineData("""{"age":1,"city":"\ud800","member":true,"joined":null}""", "#/city", "expected a text, found \"\\ud800\"")]
    [InlineData("""{"age":1,"member":true,"joined":null}""", "#/city", "expected a text, found nothing; a missing value is null")]
    [InlineData("""{"age":1,"age":2,"city":"Oslo","member":true,"joined":null}""", "#/age", "this column was given before in the same record")]
    [InlineData("""[3]""", "#/0", "expected an object with the columns' names, found 3")]
    [InlineData("""{"rows":[{G}],"raws":[]}""", "#/raws", "expected nothing but \"rows\" beside the rows")]
    [InlineData("true", "#", "expected a record or an array of records, found true")]
    [InlineData("", "#", "expected JSON, found a fault in line 1, byte 1")]
    [InlineData("{\n \"age\": 1,,", "#", "expected JSON, found a fault in line 2, byte 11")]
    [InlineData("[] []", "#", "expected JSON, found a fault in line 1, byte 4")]
    public async Task APointerLeadsToWhatIsWrong(string body, string pointer, string detail)
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.PostAsync("/predict", body.Replace("{G}", Good, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = await response.JsonAsync();
        Assert.Equal(400, problem.GetProperty("status").GetInt32());
        Assert.Equal("Bad Request", problem.Text("title"));
        var fault = problem.GetProperty("errors")[0];
        Assert.Equal((pointer, detail), (fault.Text("pointer"), fault.Text("detail")));
        Assert.StartsWith($"{pointer}: {detail}", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllFaultsAreCountedAndTheFirstTold()
    {
        await using var server = await TestServer.StartAsync();
        var rows = string.Join(',', Enumerable.Repeat("""{"age":"x","city":1,"member":2,"joined":null}""", 100));
        using var response = await server.PostAsync("/predict", $"[{rows}]");
        var problem = await response.JsonAsync();
        Assert.Equal(200, problem.GetProperty("errorCount").GetInt32());
        Assert.Equal(20, problem.GetProperty("errors").GetArrayLength());
    }

    [Theory]
    [InlineData("age,city,member\n1,Oslo,true\n", "#/joined")]
    [InlineData("age,city,member,joined\n1,Oslo,true,\nx,Oslo,true,\n", "#/rows/1/age")]
    [InlineData("age,city,member,joined\n1,Oslo,true,\n1,2\n", "#/rows/1")]
    [InlineData("age,city,member,joined\n1,\"Oslo,true,\n", "#/rows/0")]
    [InlineData("", "#")]
    public async Task CsvHasPointersToo(string csv, string pointer)
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.PostAsync("/predict", csv, "text/csv");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(pointer, (await response.JsonAsync()).GetProperty("errors")[0].Text("pointer"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task OnlyJsonAndCsvInUtf8AreTaken(string? type)
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.PostAsync("/predict", Encoding.UTF8.GetBytes(Good), type);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task CompressedBodiesAreNotTaken()
    {
        await using var server = await TestServer.StartAsync();
        var content = new StringContent(Good, Encoding.UTF8, "application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var said = await server.Client.PostAsync("/predict", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, said.StatusCode);
        using var unsaid = await server.PostAsync("/predict", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0], "text/csv");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, unsaid.StatusCode);
    }

    [Fact]
    public async Task WhatIsTooLargeIsRefused()
    {
        await using var server = await TestServer.StartAsync(options => options with { MaximumBody = 1000, MaximumRows = 3 });
        using var announced = await server.PostAsync("/predict", new string(' ', 1001) + Good);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, announced.StatusCode);

        using var request = await RawRequest.OpenAsync(server.Port);
        await request.SendAsync($"POST /predict HTTP/1.1\r\nHost: localhost:{server.Port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n800\r\n{new string(' ', 0x800)}\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", await request.HeadAsync(), StringComparison.Ordinal);

        using var rows = await server.PostAsync("/predict", $"[{Good},{Good},{Good},{Good}]");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, rows.StatusCode);
        using var enough = await server.PostAsync("/predict", $"[{Good},{Good},{Good}]");
        Assert.Equal(HttpStatusCode.OK, enough.StatusCode);
    }

    [Fact]
    public async Task NoAddressAndNoMethodAreTold()
    {
        await using var server = await TestServer.StartAsync();
        using var nowhere = await server.GetAsync("/admin");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
        using var method = await server.GetAsync("/predict");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
        Assert.Equal("POST", Assert.Single(method.Content.Headers.Allow));
        using var model = await server.GetAsync("/models/nobody");
        Assert.Equal(HttpStatusCode.NotFound, model.StatusCode);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET  /  HTTP/9\r\n\r\n")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nZZ\r\n")]
    [InlineData("POST /predict HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n")]
    public async Task MalformedHttpIsTheClientsFault(string request)
    {
        await using var server = await TestServer.StartAsync();
        using var raw = await RawRequest.OpenAsync(server.Port);
        await raw.SendAsync(request.Replace("PORT", $"{server.Port}", StringComparison.Ordinal));
        Assert.Matches("^HTTP/1.1 (4|505)", await raw.HeadAsync());
        Assert.Empty(server.Log);
    }
}
