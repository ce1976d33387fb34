namespace Feedforward.Tabular;

/// <summary>A look at a table's columns, without a model.</summary>
public static class TableSummary
{
    private const int Shown = 10;

    /// <summary>Summarises every column, the target too, in the order of the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">Its schema, as <see cref="Schema.Infer"/> gave it.</param>
    public static IReadOnlyList<ColumnSummary> Of(Table table, Schema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        return [.. table.Columns.Select(column => Of(column, schema))];
    }

    private static ColumnSummary Of(TableColumn column, Schema schema)
    {
        var facts = ColumnFacts.Of(column);
        var moments = column is NumberColumn numbers && facts.Distinct > 0
            ? Moments.Of(numbers.Values)
            : (Moments?)null;
        var kind = schema.Target?.Name == column.Name
            ? schema.Target.Task == LearningTask.Regression ? ColumnKind.Number : ColumnKind.Category
            : schema.Features.FirstOrDefault(feature => feature.Name == column.Name)?.Kind;
        return new ColumnSummary(
            column.Name,
            kind,
            schema.Dropped.FirstOrDefault(dropped => dropped.Name == column.Name)?.Reason,
            facts.Missing,
            facts.Distinct,
            moments?.Mean,
            facts.Distinct > 1 ? moments?.Deviation : moments is null ? null : 0,
            moments is null ? null : facts.Minimum,
            moments is null ? null : facts.Maximum,
            [.. facts.Values.OrderByDescending(value => value.Count).Take(Shown)]);
    }
}
