namespace Feedforward.Tabular;

/// <summary>A row that a model got badly wrong: a case that is hard, or a cell that is.</summary>
/// <param name="Row">The row of the table, counted from 0.</param>
/// <param name="Line">Where it began in its source.</param>
/// <param name="Truth">Its class, or its number in the shortest form.</param>
/// <param name="Prediction">What was predicted instead.</param>
/// <param name="TruthProbability">The probability given to the true class; null for regression.</param>
/// <param name="PredictionProbability">The probability of the predicted class; null for regression.</param>
/// <param name="Residual">Truth − prediction; null for classification.</param>
public sealed record WorstRow(
    int Row, long Line, string Truth, string Prediction, double? TruthProbability, double? PredictionProbability, double? Residual)
{
    /// <summary>
    /// The rows a model got most wrong, the worst first: those whose true class has the least probability and is not the predicted
    /// one, or those whose number is furthest from the prediction.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="table">Rows with the target; those without are left out.</param>
    /// <param name="most">The most rows to give.</param>
    /// <exception cref="DataException">A column is missing or holds something else, or a class is not known.</exception>
    public static IReadOnlyList<WorstRow> Of(TabularModel model, Table table, int most = 10)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        return Of(model.Predict(table), table, table.AllRows(), most);
    }

    /// <summary>The same from predictions of some rows.</summary>
    internal static IReadOnlyList<WorstRow> Of(Predictions predictions, Table table, int[] rows, int most)
    {
        var target = predictions.Target;
        if (predictions.Task == LearningTask.Regression)
        {
            var numbers = TargetValues.Numbers(table, target, rows);
            return
            [
                .. Enumerable.Range(0, rows.Length)
                    .Where(row => !float.IsNaN(numbers[row]))
                    .OrderByDescending(row => Math.Abs((double)numbers[row] - predictions.Values[row]))
                    .Take(most)
                    .Select(row => new WorstRow(
                        rows[row], table.LineOf(rows[row]), NumberColumn.Text(numbers[row]), predictions.TextAt(row), null, null, (double)numbers[row] - predictions.Values[row])),
            ];
        }

        var classes = TargetValues.Classes(table, target, rows);
        return
        [
            .. Enumerable.Range(0, rows.Length)
                .Where(row => classes[row] >= 0 && predictions.ClassAt(row) != classes[row])
                .OrderBy(row => predictions.Probabilities[row, classes[row]])
                .Take(most)
                .Select(row => new WorstRow(
                    rows[row],
                    table.LineOf(rows[row]),
                    target.Classes[classes[row]],
                    predictions.TextAt(row),
                    predictions.Probabilities[row, classes[row]],
                    predictions.Probabilities[row, predictions.ClassAt(row)],
                    null)),
        ];
    }
}
