using System.Globalization;
using System.Text.Json;
using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>Predicts all rows of a table that is sent, as <c>feedforward predict --on-error mark</c> does.</summary>
internal static class BatchRoute
{
    /// <summary>More faults are counted, but help nobody.</summary>
    private const int MostErrors = 100;

    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(5);

    /// <summary>The route: the body is the CSV itself; the query names the <c>model</c>, and whether to <c>keep</c> the columns of the CSV.</summary>
    public static Route Of(ModelCatalog models) => new("POST", "/api/predict/batch", "The predictions of a CSV's rows, as CSV, and the rows that cannot be read.", async exchange =>
    {
        if (MediaType.Check(exchange.Headers, ["text/csv"], out _) is { } problem)
        {
            exchange.Send(problem);
            return;
        }

        var parameters = new Parameters(exchange.Query);
        var model = models.Find(parameters.OptionalText("model")).Model;
        byte[] csv;
        using (var body = await RequestBody.ReadAsync(exchange, MostTime))
        {
            csv = body.Bytes.ToArray();
        }

        await Task.Run(() =>
        {
            using var text = JsonText.Take();
            text.Json.WriteStartObject();
            Write(text.Json, model, csv, parameters.Flag("keep", usual: true), exchange.Aborted);
            text.Json.WriteEndObject();
            exchange.Answer.CacheControl = "no-store";
            exchange.Send(text);
        });
    });

    private static void Write(Utf8JsonWriter json, TabularModel model, byte[] csv, bool keep, CancellationToken cancellation)
    {
        using var rows = TableFile.OpenCsv(new MemoryStream(csv), model.ReadOptions());
        var options = new PredictOptions
        {
            OnError = RowErrors.Mark,
            Keep = keep ? [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetName)] : [],
            Probabilities = true,
            Intervals = model.Conformal is not null,
        };
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var written = new PredictionCsv(output, model, options);
        written.WriteHeader();
        var (count, marked, counts, notices) = (0L, 0L, new EncodingCounts(), new List<Notice>());
        json.WriteStartArray("errors");
        foreach (var block in model.Predict(rows, options, cancellation))
        {
            written.Write(block);
            foreach (var error in block.Errors.Take((int)Math.Max(0, MostErrors - marked)))
            {
                json.WriteStartObject();
                json.WriteNumber("row", count + error.Row + 1);
                json.WriteNumber("line", error.Line);
                json.WriteString("column", error.Column);
                json.WriteString("message", error.Message);
                json.WriteEndObject();
            }

            count += block.Predictions.Count;
            marked += block.Errors.Count;
            counts = block.Counts;
            notices.AddRange(block.Notices);
        }

        json.WriteEndArray();
        json.WriteNumber("rows", count);
        json.WriteNumber("marked", marked);
        PredictionJson.WriteNotices(json, [.. notices, .. counts.ToNotices()]);
        json.WriteString("csv", output.ToString());
    }
}
