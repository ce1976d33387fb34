using System.Globalization;
using System.Text.Json;

namespace Feedforward.Studio;

/// <summary>The named values of a request: of its query (GET) or of the JSON object in its body (POST).</summary>
internal sealed class Parameters
{
    private readonly JsonElement? _body;
    private readonly Dictionary<string, string> _query = [];

    /// <summary>The values of a query.</summary>
    /// <param name="query">What stands behind the path's question mark, with it.</param>
    public Parameters(string query)
    {
        foreach (var part in query.Length > 1 ? query[1..].Split('&') : [])
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                _query[part[..equals]] = Uri.UnescapeDataString(part[(equals + 1)..].Replace('+', ' '));
            }
        }
    }

    /// <summary>The values of a body.</summary>
    /// <exception cref="ArgumentException">It is no JSON object.</exception>
    public Parameters(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("The body is to be a JSON object.");
        }

        _body = body;
    }

    /// <summary>A text, or null where there is none.</summary>
    public string? OptionalText(string name) => _body is null ? _query.GetValueOrDefault(name)
        : Element(name) is not { } element ? null
        : element.ValueKind == JsonValueKind.String ? element.GetString()
        : throw Wrong(name, "a text", element);

    /// <summary>A text.</summary>
    public string Text(string name) => OptionalText(name) ?? throw Lacking(name);

    /// <summary>A number, or the usual one where there is none.</summary>
    public double Number(string name, double least, double most, double? usual = null)
    {
        if (OptionalNumber(name) is not { } number)
        {
            return usual ?? throw Lacking(name);
        }

        return number >= least && number <= most
            ? number
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{name}' is to be a number from {least} to {most}, not {number}."));
    }

    /// <summary>A whole number, or the usual one where there is none.</summary>
    public long Whole(string name, long least, long most, long? usual = null)
    {
        var number = Number(name, least, most, usual);
        return number == Math.Floor(number)
            ? (long)number
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{name}' is to be a whole number, not {number}."));
    }

    /// <summary>A choice between yes and no.</summary>
    public bool Flag(string name, bool usual = false) => _body is null
        ? OptionalText(name) switch { null => usual, "true" => true, "false" => false, var other => throw new ArgumentException($"'{name}' is to be true or false, not '{other}'.") }
        : Element(name) is not { } element ? usual
        : element.ValueKind is JsonValueKind.True or JsonValueKind.False ? element.GetBoolean()
        : throw Wrong(name, "true or false", element);

    /// <summary>A row of numbers; in a query separated by commas. Empty where there is none.</summary>
    public double[] Numbers(string name)
    {
        if (_body is null)
        {
            return OptionalText(name) is { Length: > 0 } text ? [.. text.Split(',').Select(part => Parse(name, part))] : [];
        }

        if (Element(name) is not { } element)
        {
            return [];
        }

        return element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number)
            ? [.. element.EnumerateArray().Select(item => item.GetDouble())]
            : throw Wrong(name, "a list of numbers", element);
    }

    /// <summary>A row of texts; in a query separated by commas. Empty where there is none.</summary>
    public string[] Texts(string name)
    {
        if (_body is null)
        {
            return OptionalText(name) is { Length: > 0 } text ? text.Split(',') : [];
        }

        if (Element(name) is not { } element)
        {
            return [];
        }

        return [.. TextsOf(name, element)];
    }

    /// <summary>The texts of a list.</summary>
    /// <exception cref="ArgumentException">It is no list of texts.</exception>
    public static IReadOnlyList<string> TextsOf(string name, JsonElement element) =>
        element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. element.EnumerateArray().Select(item => item.GetString()!)]
            : throw Wrong(name, "a list of texts", element);

    /// <summary>The values of an object in a body by their names, or null where there is none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Objects(string name) =>
        Element(name) is not { } element ? null
        : element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().DistinctBy(value => value.Name).ToDictionary(value => value.Name, value => value.Value)
        : throw Wrong(name, "an object", element);

    /// <summary>Whether there is a value.</summary>
    public bool Has(string name) => _body is null ? _query.ContainsKey(name) : Element(name) is not null;

    /// <summary>A value of a body as it stands there, or null where there is none.</summary>
    public JsonElement? Element(string name) =>
        _body is { } body && body.TryGetProperty(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;

    private double? OptionalNumber(string name)
    {
        if (_body is null)
        {
            return OptionalText(name) is { } text ? Parse(name, text) : null;
        }

        return Element(name) is not { } element ? null
            : element.ValueKind == JsonValueKind.Number ? element.GetDouble()
            : throw Wrong(name, "a number", element);
    }

    private static double Parse(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw new ArgumentException($"'{name}' is to be a number, not '{text}'.");

    private static ArgumentException Lacking(string name) => new($"'{name}' is needed.");

    private static ArgumentException Wrong(string name, string expected, JsonElement found) =>
        new($"'{name}' is to be {expected}, not {found.GetRawText()}.");
}
