using System.Globalization;
using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>The input tensors of a request: each becomes a column.</summary>
internal sealed class InferenceInputs(LoadedModel model, RequestRows rows)
{
    private static readonly string[] s_numbers = ["BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64"];

    private readonly bool[] _given = new bool[model.Features.Count];
    private int? _count;

    /// <summary>Reads one tensor. Its data may come before its shape, so it is looked through before it is read.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? ReadTensor(ref Utf8JsonReader json, int place)
    {
        var pointer = Pointer.Of("#/inputs", place);
        if (json.TokenType != JsonTokenType.StartObject)
        {
            return $"{pointer}: expected a tensor, found {RequestRows.Found(json)}";
        }

        string? name = null, type = null;
        int[]? shape = null;
        Utf8JsonReader data = default;
        var hasData = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var field = RequestRows.Name(ref json);
            json.Read();
            switch (field)
            {
                case "name" when json.TokenType == JsonTokenType.String:
                    name = RequestRows.Name(ref json);
                    break;
                case "datatype" when json.TokenType == JsonTokenType.String:
                    type = RequestRows.Name(ref json);
                    break;
                case "shape":
                    shape = Shape(ref json);
                    break;
                case "data":
                    data = json;
                    hasData = true;
                    json.Skip();
                    break;
                case "parameters" when HasBinaryData(ref json):
                    return $"{pointer}/parameters: binary tensors are not taken; send the data as JSON";
                default:
                    json.Skip();
                    break;
            }
        }

        var column = name is null ? -1 : model.Find(name);
        if (column < 0)
        {
            return $"{pointer}/name: expected one of {Known()}, found {(name is null ? "nothing" : $"\"{Pointer.Shortened(name)}\"")}";
        }

        if (_given[column])
        {
            return $"{pointer}/name: the tensor \"{Pointer.Shortened(name!)}\" was given before";
        }

        _given[column] = true;
        return CheckHead(pointer, column, type, shape)
            ?? (hasData ? ReadData(ref data, pointer, rows.Columns[column]) : $"{pointer}/data: expected an array, found nothing");
    }

    /// <summary>Ends the reading.</summary>
    /// <returns>What is wrong, or null.</returns>
    public string? Finish()
    {
        for (var i = 0; i < _given.Length; i++)
        {
            if (!_given[i])
            {
                return $"#/inputs: expected a tensor \"{model.Features[i].Name}\", found none; the model reads {Known()}";
            }
        }

        rows.SetCount(_count ?? 0);
        return null;
    }

    private string? CheckHead(string pointer, int column, string? type, int[]? shape)
    {
        var feature = model.Features[column];
        if (type is null || (type != "BYTES" && Array.IndexOf(s_numbers, type) < 0) || (type == "BYTES" && feature.Kind == ColumnKind.Vector))
        {
            return $"{pointer}/datatype: expected {(feature.Kind == ColumnKind.Vector ? "FP32" : $"BYTES, {string.Join(", ", s_numbers)}")}, found {(type is null ? "nothing" : $"\"{Pointer.Shortened(type)}\"")}";
        }

        if (shape is null || !(shape is [_, var width] && width == feature.Width || shape.Length == 1 && feature.Kind != ColumnKind.Vector))
        {
            return $"{pointer}/shape: expected [rows, {feature.Width}]";
        }

        if (_count is { } count && count != shape[0])
        {
            return $"{pointer}/shape: expected {count} rows as in the tensors before, found {shape[0]}";
        }

        _count = shape[0];

        // More rows than may be are not read at all; they are refused with the count alone.
        rows.SetCount(shape[0]);
        return null;
    }

    /// <summary>Reads the elements, flat or nested in any way, row after row.</summary>
    private string? ReadData(ref Utf8JsonReader json, string pointer, CellColumn column)
    {
        if (json.TokenType != JsonTokenType.StartArray)
        {
            return $"{pointer}/data: expected an array, found {RequestRows.Found(json)}";
        }

        if (rows.TooMany)
        {
            return null;
        }

        var expected = (long)_count!.Value * column.Feature.Width;
        var (read, depth) = (0L, 1);
        while (depth > 0 && json.Read())
        {
            if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray)
            {
                depth += json.TokenType == JsonTokenType.StartArray ? 1 : -1;
                continue;
            }

            if (read == expected)
            {
                read++;
                break;
            }

            var before = json;
            if (!(column is VectorCells vector ? vector.AddNumber(ref json) : column.Add(ref json)))
            {
                rows.Fault(
                    string.Create(CultureInfo.InvariantCulture, $"{pointer}/data/{read}"),
                    $"expected {(column is VectorCells ? "a number" : column.Expected)}, found {RequestRows.Found(before)}");
            }

            read++;
        }

        return read == expected ? null
            : string.Create(CultureInfo.InvariantCulture, $"{pointer}/data: expected {expected} elements for the shape, found {(read > expected ? "more" : read)}");
    }

    /// <summary>A shape of sizes that are not negative, or null.</summary>
    private static int[]? Shape(ref Utf8JsonReader json)
    {
        var sizes = new List<int>();
        var good = json.TokenType == JsonTokenType.StartArray;
        if (!good)
        {
            json.Skip();
            return null;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var size = 0;
            good &= json.TokenType == JsonTokenType.Number && json.TryGetInt32(out size) && size >= 0 && sizes.Count < 2;
            json.Skip();
            if (good)
            {
                sizes.Add(size);
            }
        }

        return good ? [.. sizes] : null;
    }

    private static bool HasBinaryData(ref Utf8JsonReader json)
    {
        var look = json;
        json.Skip();
        if (look.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var found = false;
        while (look.Read() && look.TokenType == JsonTokenType.PropertyName)
        {
            found |= RequestRows.Name(ref look) == "binary_data_size";
            look.Read();
            look.Skip();
        }

        return found;
    }

    private string Known() => string.Join(", ", model.Features.Take(20).Select(feature => $"\"{feature.Name}\"")) + (model.Features.Count > 20 ? ", …" : string.Empty);
}
