namespace Feedforward.Metrics;

/// <summary>All metrics of a regression.</summary>
/// <param name="Count">Number of examples.</param>
/// <param name="RootMeanSquaredError">See <see cref="Metrics.RootMeanSquaredError"/>.</param>
/// <param name="MeanAbsoluteError">See <see cref="Metrics.MeanAbsoluteError"/>.</param>
/// <param name="DeterminationCoefficient">
/// R², see <see cref="Metrics.DeterminationCoefficient"/>; null where all targets are equal.
/// </param>
public sealed record RegressionMetrics(
    int Count, double RootMeanSquaredError, double MeanAbsoluteError, double? DeterminationCoefficient)
{
    /// <summary>Computes all metrics. Sums are taken in double precision in the order of the rows.</summary>
    /// <param name="predictions">n predicted numbers.</param>
    /// <param name="targets">n true numbers.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A number is not finite, or a weight is negative.</exception>
    public static RegressionMetrics Of(
        ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default)
    {
        var values = new PredictedValues(predictions, targets, weights);
        return new RegressionMetrics(
            values.Count,
            Metrics.RootMeanSquaredError.Of(values),
            Metrics.MeanAbsoluteError.Of(values),
            Metrics.DeterminationCoefficient.Of(values));
    }
}
