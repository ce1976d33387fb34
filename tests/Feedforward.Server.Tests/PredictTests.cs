using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Feedforward.Server.Tests;

public sealed class PredictTests
{
    private static readonly Dictionary<string, object?> s_record = new() { ["age"] = 38, ["city"] = "Oslo", ["member"] = true, ["joined"] = "2026-03-04" };

    [Theory]
    [InlineData(SampleModel.Record)]
    [InlineData($"[{SampleModel.Record}]")]
    [InlineData($$"""{"rows":[{{SampleModel.Record}}]}""")]
    [InlineData("""{"joined":"2026-03-04","member":"TRUE","city":" Oslo ","age":"38"}""")]
    [InlineData("""{"age":3.8e1,"c\u0069ty":"\u004fslo","member":1,"joined":"2026/03/04","id":17,"deep":{"a":[1,{"b":null}]}}""")]
    public async Task ARecordIsPredictedAsTheModelDoes(string body)
    {
        await using var server = await TestServer.StartAsync();
        var expected = SampleModel.Classifier.Predict(s_record);

        var answer = await server.PredictAsync(body);

        Assert.Equal("people", answer.Text("model"));
        var prediction = Assert.Single(answer.GetProperty("predictions").EnumerateArray());
        Assert.Equal(expected.Text, prediction.Text("label"));
        Assert.Equal(
            expected.Probabilities.Select(pair => (pair.Key, pair.Value)),
            prediction.GetProperty("probabilities").EnumerateObject().Select(pair => (pair.Name, pair.Value.GetSingle())));
    }

    [Fact]
    public async Task MissingUnknownAndExtraAreToldAndPredicted()
    {
        await using var server = await TestServer.StartAsync();
        var expected = SampleModel.Classifier.Predict(new Dictionary<string, object?>
        {
            ["age"] = null,
            ["city"] = "Atlantis",
            ["member"] = null,
            ["joined"] = null,
        });

        var answer = await server.PredictAsync("""{"age":null,"city":"Atlantis","member":null,"joined":"NA","shoe size":44,"amount":3}""");

        Assert.Equal(expected.Probabilities.Values, Probabilities(answer.GetProperty("predictions")[0]));
        var notices = answer.GetProperty("notices").EnumerateArray().Select(notice => notice.Text("column")).ToList();
        Assert.Contains("shoe size", notices);
        Assert.Contains("city", notices);

        // The training left it out, so clients may well send it.
        Assert.DoesNotContain("amount", notices);
    }

    [Fact]
    public async Task ManyRowsComeBackInTheirOrder()
    {
        await using var server = await TestServer.StartAsync();
        var ages = Enumerable.Range(0, 500).ToArray();
        var rows = string.Join(',', ages.Select(age => $$"""{"age":{{age}},"city":"Rome","member":false,"joined":null}"""));

        var answer = await server.PredictAsync($"[{rows}]");

        var predictions = answer.GetProperty("predictions").EnumerateArray().ToList();
        Assert.Equal(ages.Length, predictions.Count);
        foreach (var age in ages)
        {
            var expected = SampleModel.Classifier.Predict(new Dictionary<string, object?> { ["age"] = age, ["city"] = "Rome", ["member"] = false, ["joined"] = null });
            Assert.Equal(expected.Probabilities.Values, Probabilities(predictions[age]));
        }
    }

    [Fact]
    public async Task NoRowsGiveNoPredictions()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Empty((await server.PredictAsync("[]")).GetProperty("predictions").EnumerateArray());
    }

    [Theory]
    [InlineData("age,city,member,joined\n38,Oslo,true,2026-03-04\n")]
    [InlineData("joined;id;member;city;age\r\n2026-03-04;7;true;\"Oslo\";38\r\n")]
    public async Task CsvIsPredicted(string csv)
    {
        await using var server = await TestServer.StartAsync();
        using var response = await server.PostAsync("/predict", csv, "text/csv; charset=utf-8");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(
            SampleModel.Classifier.Predict(s_record).Probabilities.Values,
            Probabilities((await response.JsonAsync()).GetProperty("predictions")[0]));
    }

    [Fact]
    public async Task CsvIsAnsweredWithCsvWhereItIsAskedFor()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict")
        {
            Content = new StringContent("age,city,member,joined\n38,Oslo,true,2026-03-04\n,Rome,,\n", new MediaTypeHeaderValue("text/csv")),
        };
        request.Headers.Accept.ParseAdd("text/csv");

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        var lines = (await response.TextAsync()).Split('\n');
        Assert.StartsWith("prediction,probability_high,probability_low,probability_middle", lines[0], StringComparison.Ordinal);
        var expected = SampleModel.Classifier.Predict(s_record);
        Assert.StartsWith(
            expected.Text + "," + string.Join(',', expected.Probabilities.Values.Select(p => p.ToString(CultureInfo.InvariantCulture))), lines[1], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task ANumberIsPredictedWithItsInterval()
    {
        await using var server = await TestServer.StartAsync(SampleModel.Regressor);
        var expected = SampleModel.Regressor.Predict(s_record).Value!.Value;

        var prediction = (await server.PredictAsync(SampleModel.Record)).GetProperty("predictions")[0];

        Assert.Equal(expected, prediction.GetProperty("prediction").GetSingle());
        Assert.NotNull(SampleModel.Regressor.Conformal);
        Assert.Equal(expected - SampleModel.Regressor.Conformal.Threshold, prediction.GetProperty("lower").GetSingle());
        Assert.Equal(expected + SampleModel.Regressor.Conformal.Threshold, prediction.GetProperty("upper").GetSingle());
    }

    [Fact]
    public async Task AModelIsChosenByPathOrByQuery()
    {
        await using var server = await TestServer.StartAsync(options => options with
        {
            Models = [.. options.Models, new ModelSource("amount", SampleModel.File(SampleModel.Regressor))],
        });
        Assert.Equal("people", (await server.PredictAsync(SampleModel.Record)).Text("model"));
        Assert.Equal("amount", (await server.PredictAsync(SampleModel.Record, "/predict?x=1&model=amount")).Text("model"));
        Assert.Equal("amount", (await server.PredictAsync(SampleModel.Record, "/models/amount/predict")).Text("model"));
        using var none = await server.PostAsync("/predict?model=nobody", SampleModel.Record);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Contains("people, amount", (await none.JsonAsync()).Text("detail"), StringComparison.Ordinal);
    }

    private static IEnumerable<float> Probabilities(JsonElement prediction) =>
        prediction.GetProperty("probabilities").EnumerateObject().Select(pair => pair.Value.GetSingle());
}
