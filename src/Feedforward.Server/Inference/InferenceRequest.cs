using System.Text.Json;

namespace Feedforward.Server;

/// <summary>A request of the Open Inference Protocol, version 2, in JSON.</summary>
internal sealed class InferenceRequest
{
    private const int LongestId = 256;

    /// <summary>The request's own name, which the answer repeats.</summary>
    public string? Id { get; private set; }

    /// <summary>The outputs wanted; null for all.</summary>
    public IReadOnlyCollection<string>? Outputs { get; private set; }

    /// <summary>Reads the request.</summary>
    /// <returns>What is wrong, or null.</returns>
    public Problem? Read(ReadOnlySpan<byte> body, LoadedModel model, RequestRows rows)
    {
        var json = new Utf8JsonReader(body);
        try
        {
            var fault = ReadBody(ref json, model, rows);
            if (fault is null)
            {
                while (json.Read())
                {
                }
            }

            return fault is null ? rows.FaultCount > 0 ? Problem.Of(rows) : null : new Problem(400, fault);
        }
        catch (JsonException broken)
        {
            return new Problem(400, $"{Pointer.Root}: {JsonRows.Broken(broken)}");
        }
    }

    private string? ReadBody(ref Utf8JsonReader json, LoadedModel model, RequestRows rows)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return "#: expected an object with 'inputs'";
        }

        var hasInputs = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = RequestRows.Name(ref json);
            json.Read();
            string? fault = null;
            switch (name)
            {
                case "id" when json.TokenType == JsonTokenType.String && RequestRows.Name(ref json) is { Length: <= LongestId } id:
                    Id = id;
                    break;
                case "id":
                    return $"#/id: expected a text of at most {LongestId} characters";
                case "inputs" when !hasInputs:
                    hasInputs = true;
                    fault = ReadInputs(ref json, model, rows);
                    break;
                case "inputs":
                    return "#/inputs: this was given before";
                case "outputs":
                    fault = ReadOutputs(ref json, model);
                    break;
                default:
                    json.Skip();
                    break;
            }

            if (fault is not null)
            {
                return fault;
            }
        }

        return hasInputs ? null : "#/inputs: expected an array of tensors, found nothing";
    }

    private static string? ReadInputs(ref Utf8JsonReader json, LoadedModel model, RequestRows rows)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return $"#/inputs: expected an array of tensors, found {RequestRows.Found(json)}";
        }

        var read = new InferenceInputs(model, rows);
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            if (read.ReadTensor(ref json, i) is { } fault)
            {
                return fault;
            }
        }

        return read.Finish();
    }

    private string? ReadOutputs(ref Utf8JsonReader json, LoadedModel model)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return $"#/outputs: expected an array, found {RequestRows.Found(json)}";
        }

        var known = Tensor.Outputs(model.Model).Select(tensor => tensor.Name).ToList();
        var wanted = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; i++)
        {
            var place = Pointer.Of("#/outputs", i);
            if (json.TokenType != JsonTokenType.StartObject)
            {
                return $"{place}: expected an object with a name, found {RequestRows.Found(json)}";
            }

            string? name = null;
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var isName = RequestRows.Name(ref json) == "name";
                json.Read();
                name = isName && json.TokenType == JsonTokenType.String ? RequestRows.Name(ref json) : name;
                json.Skip();
            }

            if (name is null || !known.Contains(name))
            {
                return $"{place}/name: expected one of {string.Join(", ", known)}, found {(name is null ? "nothing" : $"\"{Pointer.Shortened(name)}\"")}";
            }

            wanted.Add(name);
        }

        Outputs = wanted.Count > 0 ? wanted : null;
        return null;
    }
}
