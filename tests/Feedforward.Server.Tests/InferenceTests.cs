using System.Net;
using System.Text.Json;

namespace Feedforward.Server.Tests;

/// <summary>The Open Inference Protocol, version 2, as its specification shows it.</summary>
public sealed class InferenceTests
{
    private const string Inputs = """
        {"name":"age","shape":[2,1],"datatype":"FP32","data":[38,null]},
        {"name":"city","shape":[2,1],"datatype":"BYTES","data":[["Oslo"],["Atlantis"]]},
        {"data":[true,false],"datatype":"BOOL","shape":[2],"name":"member","parameters":{"content_type":"x"}},
        {"name":"joined","shape":[2,1],"datatype":"BYTES","data":["2026-03-04",""]}
        """;

    [Fact]
    public async Task ServerHealthAndModelsDescribeThemselves()
    {
        await using var server = await TestServer.StartAsync();
        var about = await (await server.GetAsync("/v2")).JsonAsync();
        Assert.Equal("feedforward", about.Text("name"));
        Assert.Equal(JsonValueKind.Array, about.GetProperty("extensions").ValueKind);
        Assert.True((await (await server.GetAsync("/v2/health/live")).JsonAsync()).GetProperty("live").GetBoolean());
        Assert.True((await (await server.GetAsync("/v2/health/ready")).JsonAsync()).GetProperty("ready").GetBoolean());
        Assert.True((await (await server.GetAsync("/v2/models/people/ready")).JsonAsync()).GetProperty("ready").GetBoolean());
        var model = await (await server.GetAsync("/v2/models/people")).JsonAsync();
        Assert.Equal("people", model.Text("name"));
        Assert.Equal(
            [("age", "FP32"), ("city", "BYTES"), ("member", "BOOL"), ("joined", "BYTES")],
            model.GetProperty("inputs").EnumerateArray().Select(tensor => (tensor.Text("name"), tensor.Text("datatype"))));
        Assert.Equal(
            [("label", "BYTES", "[-1,1]"), ("probabilities", "FP32", "[-1,3]")],
            model.GetProperty("outputs").EnumerateArray().Select(tensor => (tensor.Text("name"), tensor.Text("datatype"), tensor.GetProperty("shape").GetRawText())));
    }

    [Fact]
    public async Task TensorsArePredictedRowByRow()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PredictAsync($$"""{"id":"42","inputs":[{{Inputs}}]}""", "/v2/models/people/infer");
        Assert.Equal(("people", "42"), (answer.Text("model_name"), answer.Text("id")));
        var outputs = answer.GetProperty("outputs");
        Assert.Equal("[2,1]", outputs[0].GetProperty("shape").GetRawText());
        Assert.Equal("[2,3]", outputs[1].GetProperty("shape").GetRawText());
        var first = SampleModel.Classifier.Predict(new Dictionary<string, object?> { ["age"] = 38, ["city"] = "Oslo", ["member"] = true, ["joined"] = "2026-03-04" });
        var second = SampleModel.Classifier.Predict(new Dictionary<string, object?> { ["age"] = null, ["city"] = "Atlantis", ["member"] = false, ["joined"] = null });
        Assert.Equal([first.Text, second.Text], outputs[0].GetProperty("data").EnumerateArray().Select(label => label.GetString()!));
        Assert.Equal(
            first.Probabilities.Values.Concat(second.Probabilities.Values),
            outputs[1].GetProperty("data").EnumerateArray().Select(probability => probability.GetSingle()));
    }

    [Fact]
    public async Task OnlyTheOutputsAskedForAreGiven()
    {
        await using var server = await TestServer.StartAsync();
        var answer = await server.PredictAsync($$"""{"outputs":[{"name":"label"}],"inputs":[{{Inputs}}]}""", "/v2/models/people/infer");
        Assert.Equal("label", Assert.Single(answer.GetProperty("outputs").EnumerateArray()).Text("name"));
        Assert.False(answer.TryGetProperty("id", out _));
    }

    [Fact]
    public async Task ANumberIsPredictedAsATensor()
    {
        await using var server = await TestServer.StartAsync(SampleModel.Regressor);
        var answer = await server.PredictAsync($$"""{"inputs":[{{Inputs}}]}""", "/v2/models/people/infer");
        var output = Assert.Single(answer.GetProperty("outputs").EnumerateArray());
        Assert.Equal(("prediction", "FP32"), (output.Text("name"), output.Text("datatype")));
        Assert.Equal(2, output.GetProperty("data").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"inputs":[{"name":"age","shape":[1,1],"datatype":"FP32","data":["x"]},REST1]}""", "#/inputs/0/data/0: expected a number, found \"x\"")]
    [InlineData("""{"inputs":[{"name":"years","shape":[1,1],"datatype":"FP32","data":[1]}]}""", "#/inputs/0/name: expected one of \"age\", \"city\", \"member\", \"joined\", found \"years\"")]
    [InlineData("""{"inputs":[{"name":"age","shape":[2,1],"datatype":"FP32","data":[1]}]}""", "#/inputs/0/data: expected 2 elements for the shape, found 1")]
    [InlineData("""{"inputs":[{"name":"age","shape":[1,1],"datatype":"FP32","data":[1,2]}]}""", "#/inputs/0/data: expected 1 elements for the shape, found more")]
    [InlineData("""{"inputs":[{"name":"age","shape":[1,2],"datatype":"FP32","data":[1,2]}]}""", "#/inputs/0/shape: expected [rows, 1]")]
    [InlineData("""{"inputs":[{"name":"age","shape":[-1,1],"datatype":"FP32","data":[1]}]}""", "#/inputs/0/shape: expected [rows, 1]")]
    [InlineData("""{"inputs":[{"name":"age","shape":[1,1],"datatype":"STRING","data":[1]}]}""", "#/inputs/0/datatype: expected BYTES, BOOL")]
    [InlineData("""{"inputs":[{"name":"age","shape":[1,1],"datatype":"FP32","data":[1]},{"name":"age","shape":[1,1],"datatype":"FP32","data":[1]}]}""", "given before")]
    [InlineData("""{"inputs":[{"name":"age","shape":[1,1],"datatype":"FP32","data":[1]},{"name":"city","shape":[2,1],"datatype":"BYTES","data":["a","b"]}]}""", "#/inputs/1/shape: expected 1 rows as in the tensors before, found 2")]
    [InlineData("""{"inputs":[{"name":"age","shape":[1,1],"datatype":"FP32","parameters":{"binary_data_size":4}}]}""", "binary tensors are not taken")]
    [InlineData("""{"inputs":[]}""", "#/inputs: expected a tensor \"age\", found none")]
    [InlineData("""{"inputs":[REST0],"outputs":[{"name":"score"}]}""", "#/outputs/0/name: expected one of label, probabilities, found \"score\"")]
    [InlineData("""{"id":7,"inputs":[REST0]}""", "#/id: expected a text")]
    [InlineData("{}", "#/inputs: expected an array of tensors, found nothing")]
    [InlineData("[]", "#: expected an object with 'inputs'")]
    [InlineData("{", "expected JSON, found a fault in line 1, byte 2")]
    public async Task ErrorsAreAsTheProtocolSays(string body, string error)
    {
        const string Rest = """{"name":"city","shape":[1,1],"datatype":"BYTES","data":["Oslo"]},{"name":"member","shape":[1,1],"datatype":"BOOL","data":[true]},{"name":"joined","shape":[1,1],"datatype":"BYTES","data":[""]}""";
        body = body.Replace("REST1", Rest, StringComparison.Ordinal).Replace("REST0", """{"name":"age","shape":[1,1],"datatype":"FP32","data":[1]},""" + Rest, StringComparison.Ordinal);
        await using var server = await TestServer.StartAsync();
        using var response = await server.PostAsync("/v2/models/people/infer", body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = await response.JsonAsync();
        Assert.Contains(error, answer.Text("error"), StringComparison.Ordinal);
        Assert.Single(answer.EnumerateObject());
    }

    [Fact]
    public async Task AShapeOfManyRowsIsRefusedBeforeAnythingIsRead()
    {
        await using var server = await TestServer.StartAsync();
        var inputs = string.Join(',', ((string[])["age", "city", "member", "joined"]).Select(name => $$"""{"name":"{{name}}","shape":[2000000000,1],"datatype":"BYTES","data":[]}"""));
        using var response = await server.PostAsync("/v2/models/people/infer", $$"""{"inputs":[{{inputs}}]}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        using var unknown = await server.GetAsync("/v2/models/nobody");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("nobody", (await unknown.JsonAsync()).Text("error"), StringComparison.Ordinal);
    }
}
