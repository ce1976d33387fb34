using System.Text.Json;
using Feedforward.Server;

namespace Feedforward.Studio;

/// <summary>Routes that answer with a JSON object.</summary>
internal static class JsonRoute
{
    private const string Json = "application/json";
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(1);

    /// <summary>A question, which changes nothing.</summary>
    /// <param name="template">The path.</param>
    /// <param name="summary">What it answers, in one line.</param>
    /// <param name="write">Writes the fields of the answer. It may take its time: it does not hold up other requests.</param>
    public static Route Get(string template, string summary, Action<Parameters, Utf8JsonWriter> write) => new(
        "GET", template, summary, exchange => AnswerAsync(exchange, new Parameters(exchange.Query), write));

    /// <summary>A command.</summary>
    /// <param name="template">The path.</param>
    /// <param name="summary">What it does, in one line.</param>
    /// <param name="write">Does it and writes the fields of the answer.</param>
    public static Route Post(string template, string summary, Action<Parameters, Utf8JsonWriter> write) => new("POST", template, summary, async exchange =>
    {
        if (MediaType.Check(exchange.Headers, [Json], out _) is { } problem)
        {
            exchange.Send(problem);
            return;
        }

        Parameters parameters;
        using (var body = await RequestBody.ReadAsync(exchange, MostTime))
        {
            parameters = new Parameters(Parse(body.Bytes));
        }

        await AnswerAsync(exchange, parameters, write);
    });

    private static JsonElement Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            throw new ArgumentException($"The body is no JSON: {fault.Message}", fault);
        }
    }

    private static async ValueTask AnswerAsync(Exchange exchange, Parameters parameters, Action<Parameters, Utf8JsonWriter> write) => await Task.Run(() =>
    {
        using var text = JsonText.Take();
        text.Json.WriteStartObject();
        write(parameters, text.Json);
        text.Json.WriteEndObject();
        exchange.Answer.CacheControl = "no-store";
        exchange.Send(text);
    });
}
