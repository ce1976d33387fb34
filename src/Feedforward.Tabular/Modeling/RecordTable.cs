namespace Feedforward.Tabular;

/// <summary>A table of one row from cells given by name.</summary>
internal static class RecordTable
{
    private static readonly CellText Invariant = new(ReadOptions.Default);

    public static Table Of(IReadOnlyDictionary<string, object?> record, Schema schema)
    {
        var columns = new List<TableColumn>();
        foreach (var feature in schema.Features)
        {
            if (!record.TryGetValue(feature.Name, out var value))
            {
                throw new DataException(
                    $"The record has no '{feature.Name}'; the model reads {string.Join(", ", schema.Features.Select(column => $"'{column.Name}'"))}. Give null for a missing value.",
                    column: feature.Name);
            }

            columns.Add(feature.Kind switch
            {
                ColumnKind.Vector => value is float[] vector
                    ? new VectorColumn(feature.Name, new Matrix<float>(vector, 1, vector.Length))
                    : throw new DataException($"'{feature.Name}' should be a float[] of {feature.Width} numbers.", column: feature.Name),
                ColumnKind.Number => Cell.Number(value, Invariant) is { } number
                    ? new NumberColumn(feature.Name, [NumberBuilder.Narrow(number, feature.Name, 1)])
                    : throw new DataException($"'{feature.Name}' is '{Cell.Text(value)}'; a number was expected.", column: feature.Name),
                _ => TextColumn.From(feature.Name, [Cell.Text(value).Trim() is var text && Invariant.IsMissing(text) ? null : text]),
            });
        }

        return Table.Of([.. columns]);
    }
}
