namespace Feedforward.Tabular;

/// <summary>
/// What a model predicts for one row while one of its columns takes other values and the rest stays: the curve of individual
/// conditional expectation (Goldstein, Kapelner, Bleich, Pitkin, "Peeking inside the black box", Journal of Computational and Graphical
/// Statistics 24, 2015).
/// </summary>
/// <param name="Column">The column that varies.</param>
/// <param name="Values">The values that it takes, ascending for numbers.</param>
/// <param name="Predictions">One prediction per value.</param>
public sealed record ConditionalExpectation(FeatureColumn Column, TableColumn Values, Predictions Predictions)
{
    private const int MostCategories = 200;

    /// <summary>Varies a column.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">A table whose first row is asked about.</param>
    /// <param name="column">The column's name: of numbers, categories or truth values.</param>
    /// <param name="table">Rows that say in which range the numbers lie, or null; see <see cref="ColumnRange"/>.</param>
    /// <param name="points">How many numbers, evenly spaced over the range, 2 or more. Categories are taken as they are, 200 at most.</param>
    /// <exception cref="DataException">The model reads no such column, it cannot be varied, or the row lacks a column.</exception>
    public static ConditionalExpectation Of(TabularModel model, Table row, string column, Table? table = null, int points = 61)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(row);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        var feature = model.Schema.Features.FirstOrDefault(feature => feature.Name == column)
            ?? throw new DataException($"The model reads no column '{column}'; it reads {string.Join(", ", model.Schema.Features.Select(feature => feature.Name).Take(20))}.", column: column);
        var values = ValuesOf(model, feature, table, points);
        var rows = row.Select(new int[values.Count]);
        return new ConditionalExpectation(
            feature, values, model.Predict(Table.Of([.. rows.Columns.Select(other => other.Name == column ? values : other)])));
    }

    private static TableColumn ValuesOf(TabularModel model, FeatureColumn feature, Table? table, int points)
    {
        if (feature.Kind == ColumnKind.Number && ColumnRange.Of(model, feature.Name, table) is { } range)
        {
            var numbers = new float[points];
            for (var i = 0; i < points; i++)
            {
                var share = i / (points - 1.0);
                numbers[i] = (float)((range.Minimum * (1 - share)) + (range.Maximum * share));
            }

            return new NumberColumn(feature.Name, numbers);
        }

        IEnumerable<string>? texts = feature.Kind == ColumnKind.Boolean ? ["false", "true"]
            : model.Preprocessing.Encoders.FirstOrDefault(encoder => encoder.Column == feature.Name) switch
            {
                CategoryEncoder category => category.Categories,
                CategoryCodeEncoder category => category.Categories,
                _ => null,
            };
        return texts is not null && texts.Any()
            ? TextColumn.From(feature.Name, texts.Take(MostCategories))
            : throw new DataException($"'{feature.Name}' is a {feature.Kind} whose values are not known; numbers, categories and truth values can be varied.", column: feature.Name);
    }
}
