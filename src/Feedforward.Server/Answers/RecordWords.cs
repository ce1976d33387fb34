using System.Globalization;
using System.Text;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>Named-column records in JSON or CSV, answered in either.</summary>
internal sealed class RecordWords(bool readsCsv, bool writesCsv) : IPredictionWords
{
    public bool IsCsv => readsCsv;

    public Problem? Read(ReadOnlyMemory<byte> body, LoadedModel model, RequestRows rows)
    {
        if (body.Span is [0x1F, 0x8B, ..])
        {
            return MediaType.Compressed;
        }

        if (readsCsv)
        {
            CsvRecords.Read(new ReadOnlyMemoryStream(body), model, rows);
        }
        else
        {
            JsonRows.Read(body.Span, model, rows);
        }

        return null;
    }

    public void Answer(Exchange exchange, LoadedModel model, PredictedRows predicted, RequestRows rows, EncodingCounts counts)
    {
        if (writesCsv)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            var csv = new PredictionCsv(text, model.Model, new PredictOptions { Probabilities = true, Intervals = model.Model.Conformal is not null });
            csv.WriteHeader();
            csv.Write(predicted.All!, predicted.Start, predicted.Count);
            exchange.Send(200, "text/csv; charset=utf-8", Encoding.UTF8.GetBytes(text.ToString()));
            return;
        }

        using var answer = JsonText.Take();
        PredictionJson.Write(answer.Json, model, predicted, Notices(rows, counts));
        exchange.Send(answer);
    }

    private static IEnumerable<Notice> Notices(RequestRows rows, EncodingCounts counts)
    {
        foreach (var name in rows.Unknown)
        {
            yield return new Notice(NoticeKind.ExtraColumn, name, $"The model does not know the column '{name}'; it was ignored.");
        }

        foreach (var notice in counts.UnseenCategories.Count + counts.UnseenMissing.Count > 0 ? counts.ToNotices() : [])
        {
            yield return notice;
        }
    }
}
