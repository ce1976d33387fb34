namespace Feedforward.Tabular;

/// <summary>
/// How predictions follow one column: the mean prediction over rows where all of them have the same value in it (Friedman, "Greedy function
/// approximation", Annals of Statistics 29, 2001, § 8.2). Over a single row it is what the model would say if that column were another.
/// </summary>
/// <param name="Column">The column.</param>
/// <param name="Values">The values of a column of numbers; empty otherwise.</param>
/// <param name="Labels">The categories or truth values of another column; empty for numbers.</param>
/// <param name="Means">For each value the mean probability of each class, or the mean of the predicted numbers.</param>
public sealed record PartialDependence(string Column, IReadOnlyList<float> Values, IReadOnlyList<string> Labels, IReadOnlyList<float[]> Means)
{
    private const int MostLabels = 30;

    /// <summary>Computes it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows with the model's columns.</param>
    /// <param name="column">A column that the model reads: numbers, categories or truth values.</param>
    /// <param name="points">How many values of a column of numbers, 2 or more, evenly from its smallest to its largest.</param>
    /// <param name="mostRows">Over how many rows at most; evenly spread where there are more.</param>
    /// <exception cref="DataException">The model does not read such a column, the rows lack one, or it holds no value.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public static PartialDependence Of(TabularModel model, Table table, string column, int points = 25, int mostRows = 500)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostRows, 1);
        var feature = model.Schema.Features.FirstOrDefault(feature => feature.Name == column)
            ?? throw new DataException($"The model reads no column '{column}'. It reads: {string.Join(", ", model.Schema.Features.Select(known => known.Name))}.", column: column);
        var count = Math.Min(mostRows, table.Rows);
        var some = table.Select([.. Enumerable.Range(0, count).Select(i => (int)((long)i * table.Rows / count))]);
        if (feature.Kind == ColumnKind.Number && table[column] is NumberColumn numbers)
        {
            var (low, high) = Range(numbers.Values, column);
            float[] values = [.. Enumerable.Range(0, points).Select(i => (float)(low + (((double)high - low) * i / (points - 1))))];
            return new PartialDependence(column, values, [], [.. values.Select(value => Mean(model, Replaced(some, new NumberColumn(column, Filled(count, value)))))]);
        }

        if (feature.Kind is not (ColumnKind.Category or ColumnKind.Boolean or ColumnKind.Number))
        {
            throw new DataException($"'{column}' is neither a number nor a category, so there are no values to go through.", column: column);
        }

        string[] labels = [.. Enumerable.Range(0, table.Rows).Select(row => table[column].TextAt(row)).OfType<string>()
            .GroupBy(text => text).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostLabels).Select(group => group.Key)];
        return labels.Length == 0
            ? throw new DataException($"'{column}' holds no value.", column: column)
            : new PartialDependence(column, [], labels, [.. labels.Select(label => Mean(model, Replaced(some, new TextColumn(column, new int[count], [label]))))]);
    }

    private static float[] Mean(TabularModel model, Table rows)
    {
        var predictions = model.Predict(rows);
        var sums = new double[model.PredictionLength];
        for (var row = 0; row < predictions.Count; row++)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += model.Task == LearningTask.Regression ? predictions.Values[row] : predictions.Probabilities[row, i];
            }
        }

        return Array.ConvertAll(sums, sum => (float)(sum / predictions.Count));
    }

    private static Table Replaced(Table rows, TableColumn other) => Table.Of([.. rows.Columns.Select(column => column.Name == other.Name ? other : column)]);

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    private static (float Low, float High) Range(ReadOnlySpan<float> values, string column)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (var value in values)
        {
            (low, high) = float.IsFinite(value) ? (Math.Min(low, value), Math.Max(high, value)) : (low, high);
        }

        return low <= high ? (low, high) : throw new DataException($"'{column}' holds no value.", column: column);
    }
}
