namespace Feedforward.Tabular;

/// <summary>
/// How predictions follow one column: the mean of the curves of <see cref="ConditionalExpectation"/> over rows (Friedman, "Greedy function
/// approximation", Annals of Statistics 29, 2001, § 8.2).
/// </summary>
/// <param name="Column">The column that varies.</param>
/// <param name="Values">The values that it takes, ascending for numbers.</param>
/// <param name="Means">For each value the mean probability of each class, or the mean of the predicted numbers.</param>
public sealed record PartialDependence(FeatureColumn Column, TableColumn Values, IReadOnlyList<float[]> Means)
{
    /// <summary>Computes it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows with the model's columns; they also say in which range the numbers lie.</param>
    /// <param name="column">A column that the model reads: of numbers, categories or truth values.</param>
    /// <param name="points">How many numbers, 2 or more.</param>
    /// <param name="mostRows">Over how many rows at most; evenly spread where there are more.</param>
    /// <exception cref="DataException">The model reads no such column, it cannot be varied, or the rows lack one.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small, or there is no row.</exception>
    public static PartialDependence Of(TabularModel model, Table table, string column, int points = 25, int mostRows = 300)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(table.Rows, 1, nameof(table));
        var count = Math.Min(mostRows, table.Rows);
        var curves = Enumerable.Range(0, count)
            .Select(i => ConditionalExpectation.Of(model, table.Select([(int)((long)i * table.Rows / count)]), column, table, points));
        var sums = new List<double[]>();
        ConditionalExpectation? last = null;
        foreach (var curve in curves)
        {
            last = curve;
            for (var value = 0; value < curve.Values.Count; value++)
            {
                if (value == sums.Count)
                {
                    sums.Add(new double[model.PredictionLength]);
                }

                for (var i = 0; i < sums[value].Length; i++)
                {
                    sums[value][i] += model.Task == LearningTask.Regression ? curve.Predictions.Values[value] : curve.Predictions.Probabilities[value, i];
                }
            }
        }

        return new PartialDependence(last!.Column, last.Values, [.. sums.Select(sum => Array.ConvertAll(sum, total => (float)(total / count)))]);
    }
}
