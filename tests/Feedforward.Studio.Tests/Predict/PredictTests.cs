using System.Net;

namespace Feedforward.Studio.Tests;

public sealed class PredictTests
{
    private const string Row = """{"height":199,"city":"Bonn","member":true,"born":"1990-02-03"}""";

    [Fact]
    public async Task A_row_has_the_prediction_of_the_library()
    {
        await using var studio = await TestModels.StartAsync();
        var answer = (await studio.PostAsync("/api/predict", $$"""{"model":"people","values":{{Row}}}""")).GetProperty("answer");
        var model = TestModels.Classes.Model;
        var expected = model.Predict(new Dictionary<string, object?> { ["height"] = 199, ["city"] = "Bonn", ["member"] = true, ["born"] = new DateTime(1990, 2, 3) });
        Assert.Equal(expected.Text, answer.GetProperty("label").GetString());
        Assert.Equal(expected.Probabilities["yes"], answer.GetProperty("probabilities").GetProperty("yes").GetSingle());
        Assert.Contains(expected.Text, answer.GetProperty("set").EnumerateArray().Select(label => label.GetString()));

        var number = (await studio.PostAsync("/api/predict", """{"model":"prices","values":{"size":null,"colour":"green"}}"""));
        Assert.True(number.GetProperty("answer").GetProperty("lower").GetSingle() < number.GetProperty("answer").GetProperty("prediction").GetSingle());
        Assert.Contains("does not know", number.GetProperty("notices")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_curve_goes_over_the_range_of_the_data_and_keeps_the_other_columns()
    {
        await using var studio = await TestModels.StartAsync();
        var curve = await studio.PostAsync("/api/predict/curve", $$"""{"model":"people","values":{{Row}},"column":"height"}""");
        var points = curve.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal([150, 199], new[] { points[0].GetProperty("value").GetSingle(), points[^1].GetProperty("value").GetSingle() });
        var last = points[^1].GetProperty("answer").GetProperty("probabilities").GetProperty("yes").GetSingle();
        var asked = await studio.PostAsync("/api/predict", $$"""{"model":"people","values":{{Row}}}""");
        Assert.Equal(asked.GetProperty("answer").GetProperty("probabilities").GetProperty("yes").GetSingle(), last, 1e-6f);

        var cities = await studio.PostAsync("/api/predict/curve", $$"""{"model":"people","values":{{Row}},"column":"city"}""");
        Assert.Equal(["Bonn", "L'Aquila", "Ulm"], cities.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("value").GetString()).Order(StringComparer.Ordinal));
        Assert.Contains("reads no column 'shoe'", await studio.TextAsync("/api/predict/curve", $$"""{"model":"people","values":{{Row}},"column":"shoe"}""", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_says_of_bad_rows_which_and_why_and_predicts_the_others()
    {
        await using var studio = await TestModels.StartAsync();
        var csv = "id,height,city,member,born\n1,199,Bonn,true,1990-02-03\n2,high,Ulm,false,\n3,160,\"Ulm\",maybe,1991-01-01\n4,150,Ulm,false,1991-01-01\n";
        var answer = System.Text.Json.JsonDocument.Parse(await studio.TextAsync("/api/predict/batch?model=people", csv, HttpStatusCode.OK, "text/csv")).RootElement;

        Assert.Equal([4, 2], new[] { answer.GetProperty("rows").GetInt32(), answer.GetProperty("marked").GetInt32() });
        var errors = answer.GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal([(2, 3, "height"), (3, 4, "member")], errors.Select(error => (error.GetProperty("row").GetInt32(), error.GetProperty("line").GetInt32(), error.GetProperty("column").GetString())));
        Assert.Contains("'high'", errors[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        var lines = answer.GetProperty("csv").GetString()!.Split('\n');
        Assert.Equal("id,height,city,member,born,prediction,probability_no,probability_yes,set,error", lines[0]);
        var first = TestModels.Classes.Model.Predict(new Dictionary<string, object?> { ["height"] = 199, ["city"] = "Bonn", ["member"] = true, ["born"] = "1990-02-03" });
        Assert.StartsWith($"1,199,Bonn,true,1990-02-03,{first.Text},", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2,high,Ulm,false,,,,,,", lines[2], StringComparison.Ordinal);

        Assert.Contains("no column 'height'", await studio.TextAsync("/api/predict/batch?model=people", "city\nUlm\n", HttpStatusCode.BadRequest, "text/csv"), StringComparison.Ordinal);
        await studio.TextAsync("/api/predict/batch?model=people", csv, HttpStatusCode.UnsupportedMediaType, "text/plain");
    }

    /// <summary>As docs/csharp.md, docs/serving.md and docs/model-file.md say.</summary>
    [Fact]
    public async Task Programs_ask_for_the_same_row()
    {
        await using var studio = await TestModels.StartAsync();
        var values = """{"height":199,"city":"L'Aquila","member":true,"born":"1990-02-03"}""";
        var snippets = await studio.PostAsync("/api/predict/snippets", $$"""{"model":"people","values":{{values}}}""");
        Assert.Equal(
            """
            using Feedforward.Onnx;
            using Feedforward.Tabular;

            TabularModel model = ModelFile.Load("people.onnx");
            Prediction prediction = model.Predict(new Dictionary<string, object?>
            {
                ["height"] = 199,
                ["city"] = "L'Aquila",
                ["member"] = true,
                ["born"] = "1990-02-03",
            });
            Console.WriteLine(prediction.Text);
            foreach (var (label, probability) in prediction.Probabilities)
            {
                Console.WriteLine($"{label}: {probability}");
            }

            """,
            snippets.GetProperty("csharp").GetString());
        Assert.Equal(
            """
            feedforward serve people.onnx

            curl http://127.0.0.1:8080/predict -H 'Content-Type: application/json' -d '{"height": 199, "city": "L'\''Aquila", "member": true, "born": "1990-02-03"}'

            """,
            snippets.GetProperty("curl").GetString());
        Assert.Equal(
            """
            import numpy as np, onnxruntime

            session = onnxruntime.InferenceSession("people.onnx")
            label, probabilities = session.run(["label", "probabilities"], {
                "height": np.array([[199]], np.float32),
                "city": np.array([["L'Aquila"]], object),
                "member": np.array([["true"]], object),
                "born.year": np.array([[1990]], np.float32),
                "born.month": np.array([[2]], np.float32),
                "born.day": np.array([[3]], np.float32),
                "born.dayOfWeek": np.array([[6]], np.float32),
            })
            print(label[0], probabilities[0])

            """,
            snippets.GetProperty("python").GetString());

        var missing = await studio.PostAsync("/api/predict/snippets", """{"model":"prices","values":{"size":null,"colour":null}}""");
        Assert.Contains("""["size"] = null,""", missing.GetProperty("csharp").GetString(), StringComparison.Ordinal);
        Assert.Contains("""feedforward serve 'model=new models/it'\''s.onnx'""", missing.GetProperty("curl").GetString(), StringComparison.Ordinal);
        Assert.Contains("""-d '{"size": null, "colour": null}'""", missing.GetProperty("curl").GetString(), StringComparison.Ordinal);
        Assert.Contains("""prediction, lower, upper = session.run(["prediction", "lower", "upper"], {""", missing.GetProperty("python").GetString(), StringComparison.Ordinal);
        Assert.Contains("""np.array([[np.nan]], np.float32)""", missing.GetProperty("python").GetString(), StringComparison.Ordinal);
        Assert.Contains("""np.array([[""]], object)""", missing.GetProperty("python").GetString(), StringComparison.Ordinal);
    }
}
