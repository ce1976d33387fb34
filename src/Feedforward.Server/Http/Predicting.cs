using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>What asking for predictions has in common, whichever words it comes in: room, the body, the batch.</summary>
internal sealed class Predicting(ServerOptions options, Admission admission)
{
    /// <summary>What reading CSV takes beside the body.</summary>
    private const long CsvBuffers = 512 << 10;

    private readonly long _timeout = (long)(options.Timeout.TotalSeconds * options.Time.TimestampFrequency);

    /// <summary>Reads a request's rows, predicts and answers.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="model">The model that is asked.</param>
    /// <param name="words">What the rows and the answer look like.</param>
    public async ValueTask AnswerAsync(Exchange exchange, LoadedModel model, IPredictionWords words)
    {
        if (exchange.Headers.ContentLength is { } announced && announced > options.MaximumBody)
        {
            exchange.Send(new Problem(413, $"The body has {announced} bytes; a request may have {options.MaximumBody}."));
            return;
        }

        // A body whose length is not announced may become as long as bodies can be.
        var bytes = (exchange.Headers.ContentLength ?? options.MaximumBody) + (words.IsCsv ? CsvBuffers : 0);
        if (!admission.TryEnter(bytes))
        {
            exchange.Send(Problem.Overloaded);
            return;
        }

        try
        {
            var rows = new RequestRows(model, options.MaximumRows);
            var counts = new EncodingCounts();
            using (var body = await RequestBody.ReadAsync(exchange, options.Timeout))
            {
                if (words.Read(body.Bytes, model, rows) is { } refused)
                {
                    exchange.Send(refused);
                    return;
                }
            }

            if (rows.TooMany)
            {
                exchange.Send(new Problem(413, $"There are more rows than the {options.MaximumRows} that a request may have. Send them in several."));
                return;
            }

            if (rows.FaultCount > 0)
            {
                exchange.Send(Problem.Of(rows));
                return;
            }

            var features = rows.Count > 0 ? rows.Encode(counts) : new Matrix<float>(0, model.Model.Network.Inputs);
            var predicted = rows.Count > 0
                ? await model.Batches.PredictAsync(features, exchange.Started + _timeout)
                : new PredictedRows(model.Model.PredictEncoded(features), 0, 0);
            if (predicted.All is null)
            {
                exchange.Send(Problem.Late);
                return;
            }

            // A long answer makes room for the next request only when most of it is gone.
            words.Answer(exchange, model, predicted, rows, counts);
            await exchange.SentAsync();
        }
        finally
        {
            admission.Leave(bytes);
        }
    }
}
