using System.Text.Json;
using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>The row that a request is about, as a table of one row: <c>values</c> that were typed, or number <c>row</c> (counted from 1) of the model's table.</summary>
internal static class AskedRow
{
    /// <summary>Finds the row.</summary>
    /// <exception cref="ArgumentException">There is no such row, or what was typed is no record.</exception>
    /// <exception cref="DataException">A value is not what its column holds; the message names the column.</exception>
    public static Table Of(OpenedModel opened, Parameters parameters)
    {
        if (parameters.Element("values") is { } values)
        {
            return Typed(opened.Model, values);
        }

        return opened.Table is { } table
            ? table.Select([(int)parameters.Whole("row", 1, table.Rows, 1) - 1])
            : throw new ArgumentException($"'{opened.Title}' was opened without a table to pick a row from. Type the row's values, or start the studio with a table beside the model.");
    }

    /// <summary>Columns of the model by name; the target is taken where it is there.</summary>
    private static Table Typed(TabularModel model, JsonElement values)
    {
        if (values.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("'values' is to be an object with the columns' names.");
        }

        var record = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var value in values.EnumerateObject())
        {
            record[value.Name] = Value(value);
        }

        var (schema, target) = (model.Schema, model.Target);
        if (record.GetValueOrDefault(target.Name) is not null)
        {
            var kind = target.Task == LearningTask.Regression ? ColumnKind.Number : ColumnKind.Category;
            schema = schema with { Features = [.. schema.Features, new FeatureColumn(target.Name, kind)] };
        }

        return RecordTable.Of([record], RecordCells.Of<Dictionary<string, object?>>(schema), schema);
    }

    private static object? Value(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => property.Value.GetDouble(),
        JsonValueKind.String => property.Value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array when property.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number) =>
            property.Value.EnumerateArray().Select(item => (float)item.GetDouble()).ToArray(),
        _ => throw new DataException($"'{property.Name}' is {property.Value.GetRawText()}; a number, a text, true, false, null or a list of numbers was expected.", column: property.Name),
    };
}
