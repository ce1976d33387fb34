namespace Feedforward.Tabular;

/// <summary>What a model predicts for one row.</summary>
/// <param name="Text">The class label, or the number in its shortest form.</param>
/// <param name="Value">The number; null for classification.</param>
/// <param name="Probabilities">The probability of each class by its label; empty for regression.</param>
public sealed record Prediction(string Text, float? Value, IReadOnlyDictionary<string, float> Probabilities)
{
    /// <summary>One row of many.</summary>
    internal static Prediction Of(Predictions predictions, int row)
    {
        var probabilities = new OrderedDictionary<string, float>(predictions.Classes.Count);
        for (var i = 0; i < predictions.Classes.Count; i++)
        {
            probabilities.Add(predictions.Classes[i], predictions.Probabilities[row, i]);
        }

        return new Prediction(
            predictions.TextAt(row), predictions.Task == LearningTask.Regression ? predictions.Values[row] : null, probabilities);
    }
}
