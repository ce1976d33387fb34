namespace Feedforward.Metrics;

/// <summary>Σwᵢ|ŷᵢ − yᵢ| / Σwᵢ, in the unit of the target.</summary>
public static class MeanAbsoluteError
{
    /// <summary>Computes the mean absolute error.</summary>
    /// <param name="predictions">n predicted numbers.</param>
    /// <param name="targets">n true numbers.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>0 or more; smaller is better.</returns>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A number is not finite, or a weight is negative.</exception>
    public static double Of(
        ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default) =>
        Of(new PredictedValues(predictions, targets, weights));

    internal static double Of(in PredictedValues values)
    {
        var sum = 0.0;
        for (var row = 0; row < values.Count; row++)
        {
            sum += values.Weight(row) * Math.Abs(values.Error(row));
        }

        return sum / values.TotalWeight;
    }
}
