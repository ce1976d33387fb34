using System.Text.Json;

namespace Feedforward.Server;

/// <summary>
/// The Open Inference Protocol, version 2, over HTTP: health, metadata, readiness and inference, with one tensor for each column, so
/// that numbers and texts can be told apart. Missing values are null (which the protocol's JSON does not forbid) or, in BYTES, empty.
/// </summary>
internal sealed class InferenceRoutes
{
    private readonly ServedModels _models;
    private readonly Predicting _predicting;

    /// <summary>Makes the routes.</summary>
    public InferenceRoutes(ServedModels models, Predicting predicting)
    {
        (_models, _predicting) = (models, predicting);
        All =
        [
            new("GET", "/v2", "The server's name, version and extensions.", Routes.Done(Server)),
            new("GET", "/v2/health/live", "Whether the server runs.", Routes.Done(exchange => Flag(exchange, "live", true))),
            new("GET", "/v2/health/ready", "Whether the server takes requests.", Routes.Done(exchange => Flag(exchange, "ready", !_models.IsDraining))),
            new("GET", "/v2/models/{model}", "The tensors a model takes and gives.", Routes.Done(Model)),
            new("GET", "/v2/models/{model}/ready", "Whether a model takes requests.", Routes.Done(ModelReady)),
            new("POST", "/v2/models/{model}/infer", "Predict tensors with this model.", InferAsync),
        ];
    }

    /// <summary>The routes.</summary>
    public IReadOnlyList<Route> All { get; }

    private static void Server(Exchange exchange)
    {
        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        text.Json.WriteString("name", "feedforward");
        text.Json.WriteString("version", ServerVersion.Text);
        text.Json.WriteStartArray("extensions");
        text.Json.WriteEndArray();
        text.Json.WriteEndObject();
        exchange.Send(text);
    }

    private static void Flag(Exchange exchange, string name, bool value)
    {
        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        text.Json.WriteBoolean(name, value);
        text.Json.WriteEndObject();
        exchange.Send(value ? 200 : 503, "application/json", text.Bytes);
    }

    private void Model(Exchange exchange)
    {
        if (_models.Find(exchange, exchange.ModelName) is not { } model)
        {
            return;
        }

        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        text.Json.WriteString("name", model.JsonName);
        text.Json.WriteStartArray("versions");
        text.Json.WriteEndArray();
        text.Json.WriteString("platform", "feedforward_onnx");
        Write(text.Json, "inputs", Tensor.Inputs(model.Model));
        Write(text.Json, "outputs", Tensor.Outputs(model.Model));
        text.Json.WriteEndObject();
        exchange.Send(text);
    }

    private void ModelReady(Exchange exchange)
    {
        if (_models.Find(exchange, exchange.ModelName) is not { } model)
        {
            return;
        }

        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        text.Json.WriteString("name", model.JsonName);
        text.Json.WriteBoolean("ready", !_models.IsDraining);
        text.Json.WriteEndObject();
        exchange.Send(_models.IsDraining ? 503 : 200, "application/json", text.Bytes);
    }

    private ValueTask InferAsync(Exchange exchange)
    {
        if (_models.Find(exchange, exchange.ModelName) is not { } model)
        {
            return ValueTask.CompletedTask;
        }

        if (exchange.Headers["Inference-Header-Content-Length"].Count > 0)
        {
            exchange.Send(new Problem(400, "Binary tensors are not taken; send the data as JSON."));
            return ValueTask.CompletedTask;
        }

        if (MediaType.Check(exchange.Headers, ["application/json"], out _) is { } problem)
        {
            exchange.Send(problem);
            return ValueTask.CompletedTask;
        }

        return _predicting.AnswerAsync(exchange, model, new TensorWords());
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<Tensor> tensors)
    {
        json.WriteStartArray(name);
        foreach (var tensor in tensors)
        {
            json.WriteStartObject();
            tensor.WriteHead(json, -1);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
