using System.Text;

namespace Feedforward.Server;

/// <summary>The routes of a server and what each answers.</summary>
internal sealed class Routes
{
    /// <summary>Predictions of the first model, or of the one that the query names.</summary>
    public const string Predict = "/predict";

    /// <summary>Predictions of a model.</summary>
    public const string PredictModel = "/models/{model}/predict";

    private const string Json = "application/json";
    private const string Csv = "text/csv";

    private readonly ServerOptions _options;
    private readonly ServedModels _models;
    private readonly Predicting _predicting;
    private readonly MetricsText _metrics;

    /// <summary>Makes the table of routes.</summary>
    public Routes(ServerOptions options, ServedModels models, Predicting predicting, MetricsText metrics)
    {
        (_options, _models, _predicting, _metrics) = (options, models, predicting, metrics);
        var inference = new InferenceRoutes(models, predicting);
        Table = new RouteTable(
        [
            new("POST", Predict, "Predict records.", PredictAsync),
            new("GET", "/models", "The models.", Done(ListModels)),
            new("GET", "/models/{model}", "The columns a model reads, and what it answers.", Done(DescribeModel)),
            new("POST", PredictModel, "Predict records with this model.", PredictAsync),
            .. inference.All,
            new("GET", "/healthz/live", "Whether the server runs.", Done(exchange => Send(exchange, "ok\n"))),
            new("GET", "/healthz/ready", "Whether the server takes requests.", Done(Ready)),
            new("GET", "/metrics", "What the server counted, in Prometheus' text format.", Done(Metrics)),
            new("GET", "/openapi/v1.json", "This description.", Done(Describe)),
            new("GET", "/", "A page to try the models.", Done(exchange => PageAsset.Page.Send(exchange))),
            new("GET", "/page.css", "The page's style.", Done(exchange => PageAsset.Style.Send(exchange))),
            new("GET", "/page.js", "The page's program.", Done(exchange => PageAsset.Program.Send(exchange))),
        ]);
    }

    /// <summary>All routes.</summary>
    public RouteTable Table { get; }

    /// <summary>A route that needs not wait.</summary>
    public static Func<Exchange, ValueTask> Done(Action<Exchange> answer) => exchange =>
    {
        answer(exchange);
        return ValueTask.CompletedTask;
    };

    private ValueTask PredictAsync(Exchange exchange)
    {
        if (MediaType.Check(exchange.Headers, [Json, Csv], out var type) is { } problem)
        {
            exchange.Send(problem);
            return ValueTask.CompletedTask;
        }

        var name = exchange.ModelName ?? ModelOf(exchange.Query);
        if (_models.Find(exchange, name) is not { } model)
        {
            return ValueTask.CompletedTask;
        }

        return _predicting.AnswerAsync(exchange, model, new RecordWords(readsCsv: type == 1, writesCsv: MediaType.Prefers(exchange.Headers, Csv)));
    }

    private void ListModels(Exchange exchange)
    {
        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        text.Json.WriteStartArray("models");
        foreach (var model in _models.All)
        {
            text.Json.WriteStartObject();
            ModelDescription.WriteShort(text.Json, model.Current);
            text.Json.WriteEndObject();
        }

        text.Json.WriteEndArray();
        text.Json.WriteEndObject();
        exchange.Send(text);
    }

    private void DescribeModel(Exchange exchange)
    {
        if (_models.Find(exchange, exchange.ModelName) is { } model)
        {
            using var text = JsonText.Take();
            ModelDescription.Write(text.Json, model);
            exchange.Send(text);
        }
    }

    private void Ready(Exchange exchange)
    {
        if (_models.IsDraining)
        {
            exchange.Send(new Problem(503, "The server is ending.") { RetryAfter = 1 });
        }
        else
        {
            Send(exchange, "ok\n");
        }
    }

    private void Metrics(Exchange exchange) => exchange.Send(200, MetricsText.ContentType, Encoding.UTF8.GetBytes(_metrics.Write()));

    private void Describe(Exchange exchange)
    {
        using var text = JsonText.Take();
        OpenApi.Write(text.Json, Table.All, [.. _models.All.Select(model => model.Current)], _options.ApiKeys.Count > 0);
        exchange.Send(text);
    }

    private static void Send(Exchange exchange, string text) => exchange.Send(200, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));

    /// <summary>The value of model= in a query, or null.</summary>
    private static string? ModelOf(string query)
    {
        foreach (var part in query.Length > 1 ? query[1..].Split('&') : [])
        {
            if (part.StartsWith("model=", StringComparison.Ordinal))
            {
                return Uri.UnescapeDataString(part["model=".Length..]);
            }
        }

        return null;
    }
}
