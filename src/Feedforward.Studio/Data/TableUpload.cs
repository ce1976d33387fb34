using Feedforward.Server;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>Takes a file that is dropped on the page: straight to the disk, as it may be large.</summary>
internal sealed class TableUpload(TableCatalog tables)
{
    /// <summary>The largest file.</summary>
    public const long MostBytes = 200_000_000;

    private const string Bytes = "application/octet-stream";

    /// <summary>The route.</summary>
    public Route Route => new("POST", "/api/data/file", "A CSV or Parquet file, as it is; its title and how to read it in the query.", AnswerAsync);

    private async ValueTask AnswerAsync(Exchange exchange)
    {
        if (MediaType.Check(exchange.Headers, [Bytes], out _) is { } problem)
        {
            exchange.Send(problem);
            return;
        }

        var values = new Parameters(exchange.Query);
        var settings = new TableSettings { Title = Path.GetFileName(values.Text("title")), Reading = TableSettings.ReadingOf(values, ReadOptions.Default) };
        if (exchange.Headers.ContentLength > MostBytes)
        {
            throw TooLarge(settings.Title);
        }

        var file = tables.NewFile();
        try
        {
            await SaveAsync(exchange, file, settings.Title);
        }
        catch
        {
            File.Delete(file);
            throw;
        }

        var table = await Task.Run(() => tables.Add(file, settings));
        exchange.Answer.CacheControl = "no-store";
        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        text.Json.WriteString("name", table.Name);
        text.Json.WriteEndObject();
        exchange.Send(text);
    }

    private static async Task SaveAsync(Exchange exchange, string file, string title)
    {
        var length = 0L;
        await using var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        while (true)
        {
            var result = await exchange.Body.ReadAsync(exchange.Aborted);
            foreach (var piece in result.Buffer)
            {
                length += piece.Length;
                await output.WriteAsync(piece, exchange.Aborted);
            }

            exchange.Body.AdvanceTo(result.Buffer.End);
            if (length > MostBytes)
            {
                throw TooLarge(title);
            }

            if (result.IsCompleted)
            {
                break;
            }
        }

        if (length == 0)
        {
            throw new DataException($"{title}: the file is empty.");
        }
    }

    private static DataException TooLarge(string title) =>
        new($"{title} is larger than {MostBytes / 1_000_000} MB, the most the page takes. Start the studio with the file instead: feedforward studio {title}.");
}
