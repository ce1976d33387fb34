using System.Text.Json;

namespace Feedforward.Tabular;

/// <summary>The fields of a JSON object, read strictly: a field that is not there or of another type is an error that names it.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement _object;
    private readonly string _path;

    public JsonFields(JsonElement element, string path)
    {
        _object = element.ValueKind == JsonValueKind.Object
            ? element
            : throw new ModelFileException($"The model's description is damaged: {path} is not an object.");
        _path = path;
    }

    public bool Has(string name) => _object.TryGetProperty(name, out _);

    public JsonFields Object(string name) => new(Field(name, JsonValueKind.Object), $"{_path}.{name}");

    public IEnumerable<JsonFields> Objects(string name)
    {
        var index = 0;
        foreach (var element in Field(name, JsonValueKind.Array).EnumerateArray())
        {
            yield return new JsonFields(element, $"{_path}.{name}[{index++}]");
        }
    }

    public string Text(string name) => Field(name, JsonValueKind.String).GetString()!;

    public IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var element in Field(name, JsonValueKind.Array).EnumerateArray())
        {
            texts.Add(element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Bad(name, "holds something else than text"));
        }

        return texts.Distinct(StringComparer.Ordinal).Count() == texts.Count ? texts : throw Bad(name, "holds the same text twice");
    }

    public bool Truth(string name)
    {
        var field = Field(name);
        return field.ValueKind is JsonValueKind.True or JsonValueKind.False ? field.GetBoolean() : throw Bad(name, "is neither true nor false");
    }

    public int Count(string name, int least, int most) =>
        Field(name, JsonValueKind.Number).TryGetInt32(out var count) && count >= least && count <= most
            ? count
            : throw Bad(name, $"is not a whole number from {least} to {most}");

    public ulong Seed(string name) =>
        Field(name, JsonValueKind.Number).TryGetUInt64(out var seed) ? seed : throw Bad(name, "is not a whole number of 64 bits");

    public float Number(string name) =>
        Field(name, JsonValueKind.Number).TryGetSingle(out var number) && float.IsFinite(number) ? number : throw Bad(name, "is not a finite number");

    public IReadOnlyList<float> Numbers(string name)
    {
        var numbers = new List<float>();
        foreach (var element in Field(name, JsonValueKind.Array).EnumerateArray())
        {
            numbers.Add(element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out var number) && float.IsFinite(number)
                ? number
                : throw Bad(name, "holds something else than finite numbers"));
        }

        return numbers;
    }

    public float Number(string name, float absent) => Has(name) ? Number(name) : absent;

    public double Double(string name) =>
        Field(name, JsonValueKind.Number).TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Bad(name, "is not a finite number");

    public float Positive(string name) => Number(name) is > 0 and var number ? number : throw Bad(name, "is not above 0");

    public T Name<T>(string name)
        where T : struct, Enum
    {
        var text = Text(name);
        foreach (var value in Enum.GetValues<T>())
        {
            if (ModelFormat.Text(value) == text)
            {
                return value;
            }
        }

        throw Bad(name, $"is '{text}', which this version does not know");
    }

    public OrderedDictionary<string, string> NamedTexts(string name) => Named(
        name, field => field.ValueKind == JsonValueKind.String ? field.GetString()! : throw Bad(name, "holds something else than text"));

    public OrderedDictionary<string, double> NamedNumbers(string name) => Named(
        name, field => field.ValueKind == JsonValueKind.Number && field.TryGetDouble(out var number) ? number : throw Bad(name, "holds something else than numbers"));

    public ModelFileException Bad(string name, string what) => new($"The model's description is damaged: {_path}.{name} {what}.");

    private OrderedDictionary<string, T> Named<T>(string name, Func<JsonElement, T> read)
    {
        var values = new OrderedDictionary<string, T>();
        foreach (var field in Field(name, JsonValueKind.Object).EnumerateObject())
        {
            if (!values.TryAdd(field.Name, read(field.Value)))
            {
                throw Bad(name, $"names '{field.Name}' twice");
            }
        }

        return values;
    }

    private JsonElement Field(string name) =>
        _object.TryGetProperty(name, out var field) ? field : throw new ModelFileException($"The model's description is damaged: {_path} has no '{name}'.");

    private JsonElement Field(string name, JsonValueKind kind)
    {
        var field = Field(name);
        return field.ValueKind == kind ? field : throw Bad(name, $"is a {field.ValueKind}; a {kind} was expected");
    }
}
