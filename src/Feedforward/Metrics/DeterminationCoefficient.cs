namespace Feedforward.Metrics;

/// <summary>R² = 1 − Σwᵢ(ŷᵢ − yᵢ)² / Σwᵢ(yᵢ − ȳ)²: the share of the variance of the target that the predictions explain, ȳ
/// being the weighted mean.</summary>
public static class DeterminationCoefficient
{
    /// <summary>Computes the coefficient of determination.</summary>
    /// <param name="predictions">n predicted numbers.</param>
    /// <param name="targets">n true numbers.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>1 for exact, 0 for no better than the mean, negative for worse; null where all targets are equal.</returns>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A number is not finite, or a weight is negative.</exception>
    public static double? Of(
        ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, ReadOnlySpan<float> weights = default) =>
        Of(new PredictedValues(predictions, targets, weights));

    internal static double? Of(in PredictedValues values)
    {
        var mean = 0.0;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var row = 0; row < values.Count; row++)
        {
            mean += values.Weight(row) * values.Target(row);
            if (values.Weight(row) > 0)
            {
                low = Math.Min(low, values.Target(row));
                high = Math.Max(high, values.Target(row));
            }
        }

        // Asked of the targets themselves: rounding in the mean would leave a tiny variance.
        if (low == high)
        {
            return null;
        }

        mean /= values.TotalWeight;
        var (unexplained, total) = (0.0, 0.0);
        for (var row = 0; row < values.Count; row++)
        {
            var error = values.Error(row);
            var deviation = values.Target(row) - mean;
            unexplained += values.Weight(row) * error * error;
            total += values.Weight(row) * deviation * deviation;
        }

        return 1 - (unexplained / total);
    }
}
