namespace Feedforward.Tabular;

/// <summary>Finds out what a column means as a feature, or why it is no feature. The rules stand at <see cref="Schema.Infer"/>.</summary>
internal static class FeatureInference
{
    private const int RowsForIdentifiers = 20;
    private const double DistinctShareOfIdentifiers = 0.95;
    private static readonly string[] IdentifierNames = ["id", "index", "row", "number", "rowid", "row_number"];

    /// <summary>The feature, or null with the notice that says why; a feature may have a notice too.</summary>
    public static (FeatureColumn? Feature, Notice? Notice) Infer(TableColumn column, Table table, SchemaOptions options)
    {
        var name = column.Name;
        if (options.Drop.Contains(name))
        {
            return (null, new Notice(NoticeKind.Dropped, name, $"Column '{name}' was left out as asked."));
        }

        var facts = ColumnFacts.Of(column);
        if (options.Types.TryGetValue(name, out var told))
        {
            return (Told(column, told, facts, table), null);
        }

        if (facts.Distinct == 0)
        {
            return (null, new Notice(NoticeKind.AllMissing, name, $"Column '{name}' has no value in any row; it was left out."));
        }

        if (facts.Distinct == 1 && facts.Missing == 0 && column is not VectorColumn)
        {
            return (null, new Notice(
                NoticeKind.Constant, name, $"Column '{name}' is {facts.Values[0].Value} in every row; it was left out."));
        }

        var feature = column switch
        {
            VectorColumn vector => new FeatureColumn(name, ColumnKind.Vector, Width: vector.Width),
            NumberColumn => new FeatureColumn(name, ColumnKind.Number),
            _ when facts.AllBoolean => new FeatureColumn(name, ColumnKind.Boolean),
            _ when facts.AllDates => new FeatureColumn(name, ColumnKind.Date),
            _ => new FeatureColumn(name, ColumnKind.Category),
        };
        if (IsIdentifier(feature, facts, table.Rows))
        {
            return (null, new Notice(
                NoticeKind.Identifier,
                name,
                $"Column '{name}' only names the rows ({facts.Distinct} distinct values in {table.Rows} rows); it was left out. Declare its type to keep it."));
        }

        return (feature, feature.Kind == ColumnKind.Category && facts.Distinct > CategoryEncoder.MaximumCategories
            ? new Notice(
                NoticeKind.ManyCategories,
                name,
                $"Column '{name}' has {facts.Distinct} categories; the {CategoryEncoder.MaximumCategories} most frequent are told apart, the others are not.")
            : null);
    }

    private static bool IsIdentifier(FeatureColumn feature, ColumnFacts facts, int rows)
    {
        var present = rows - facts.Missing;
        return rows >= RowsForIdentifiers && feature.Kind switch
        {
            ColumnKind.Category => facts.Distinct >= DistinctShareOfIdentifiers * present && present >= RowsForIdentifiers,
            ColumnKind.Number => facts.AllWhole && facts.Distinct == present && (facts.CountsUp || IsIdentifierName(feature.Name)),
            _ => false,
        };
    }

    private static bool IsIdentifierName(string name) =>
        IdentifierNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(" id", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("Id", StringComparison.Ordinal);

    private static FeatureColumn Told(TableColumn column, ColumnKind kind, ColumnFacts facts, Table table)
    {
        var name = column.Name;
        if ((kind == ColumnKind.Vector) != (column is VectorColumn))
        {
            throw new DataException(
                kind == ColumnKind.Vector ? $"Column '{name}' has one value in each cell and cannot be a vector." : $"Column '{name}' holds vectors and cannot be a {kind}.",
                column: name);
        }

        if (facts.Distinct == 0)
        {
            throw new DataException($"Column '{name}' was declared a {kind} but has no value in any row; leave it out.", column: name);
        }

        // The views say which cell does not fit.
        _ = kind switch
        {
            ColumnKind.Number => ColumnView.Numbers(column, table, table.AllRows()).Length,
            ColumnKind.Boolean => ColumnView.Booleans(column, table, table.AllRows()).Length,
            ColumnKind.Date => ColumnView.Dates(column, table, table.AllRows()).Length,
            _ => 0,
        };
        return new FeatureColumn(
            name, kind, kind == ColumnKind.Category && column is NumberColumn, column is VectorColumn vector ? vector.Width : 1);
    }
}
