using System.Text.Json;

namespace Feedforward.Server;

/// <summary>Why a request gets no answer: problem details (RFC 9457), or in the Open Inference Protocol <c>{"error": …}</c>.</summary>
/// <param name="Status">The status code, 400 or more.</param>
/// <param name="Detail">What was expected and what was found.</param>
internal sealed record Problem(int Status, string Detail)
{
    /// <summary>Of the problem details.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The places at fault.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>How many places are at fault, those not named included.</summary>
    public int FaultCount { get; init; }

    /// <summary>After how many seconds to try again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The methods that there are, where the method was wrong.</summary>
    public string? Allow { get; init; }

    /// <summary>There is no room.</summary>
    public static Problem Overloaded { get; } = new(503, "The server has as many requests as it takes at a time. Try again.") { RetryAfter = 1 };

    /// <summary>The request waited too long.</summary>
    public static Problem Late { get; } = new(503, "The request waited longer than a request may take. Try again.") { RetryAfter = 1 };

    /// <summary>A fault of ours; what it was stands in the log alone.</summary>
    public static Problem Internal { get; } = new(500, "The server met a fault of its own. Its log says more.");

    /// <summary>What is wrong with the rows of a request.</summary>
    public static Problem Of(RequestRows rows) => new(
        400, rows.FaultCount == 1 ? rows.Faults[0].ToString() : $"{rows.Faults[0]} (and {rows.FaultCount - 1} more)")
    {
        Faults = rows.Faults,
        FaultCount = rows.FaultCount,
    };

    /// <summary>Writes the problem details.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type", "about:blank");
        json.WriteString("title", Title(Status));
        json.WriteNumber("status", Status);
        json.WriteString("detail", Detail);
        if (Faults.Count > 0)
        {
            json.WriteNumber("errorCount", FaultCount);
            json.WriteStartArray("errors");
            foreach (var fault in Faults)
            {
                json.WriteStartObject();
                json.WriteString("pointer", fault.Pointer);
                json.WriteString("detail", fault.Detail);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>Writes the error of the Open Inference Protocol.</summary>
    public void WriteError(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("error", Detail);
        json.WriteEndObject();
    }

    private static string Title(int status) => status switch
    {
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        421 => "Misdirected Request",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Error",
    };
}
