using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>What the form asks: a row's prediction, its curve over one column, and programs that ask the same.</summary>
internal static class PredictRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<Route> All(ModelCatalog models) =>
    [
        JsonRoute.Post("/api/predict", "The prediction of a row.", (parameters, json) =>
        {
            var opened = models.Find(parameters.OptionalText("model"));
            var row = AskedRow.Of(opened, parameters);
            var predictions = opened.Model.Predict(row);
            PredictionJson.WriteNamed(json, "answer", predictions);
            PredictionJson.WriteNotices(json, predictions.Notices);
        }),
        JsonRoute.Post("/api/predict/curve", "The predictions of a row while one column takes other values.", (parameters, json) =>
        {
            var opened = models.Find(parameters.OptionalText("model"));
            var curve = ConditionalExpectation.Of(opened.Model, AskedRow.Of(opened, parameters), parameters.Text("column"), opened.Table);
            json.WriteString("column", curve.Column.Name);
            json.WriteString("kind", ModelDescription.Name(curve.Column.Kind));
            json.WriteStartArray("points");
            for (var i = 0; i < curve.Values.Count; i++)
            {
                json.WriteStartObject();
                json.WritePropertyName("value");
                if (curve.Values is NumberColumn numbers)
                {
                    json.WriteNumberValue(numbers.Values[i]);
                }
                else
                {
                    json.WriteStringValue(curve.Values.TextAt(i));
                }

                PredictionJson.WriteNamed(json, "answer", curve.Predictions, i);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }),
        JsonRoute.Post("/api/predict/snippets", "Programs that predict the same row.", (parameters, json) =>
        {
            var opened = models.Find(parameters.OptionalText("model"));
            var row = AskedRow.Of(opened, parameters);
            json.WriteString("csharp", CSharpSnippet.Of(opened, row));
            json.WriteString("curl", CurlSnippet.Of(opened, row));
            json.WriteString("python", PythonSnippet.Of(opened, row));
        }),
        BatchRoute.Of(models),
    ];
}
