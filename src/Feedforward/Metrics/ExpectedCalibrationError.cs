namespace Feedforward.Metrics;

/// <summary>
/// How far the stated confidence lies from the share that is right: Σ_b (W_b / W) |accuracy_b − confidence_b| over
/// 10 bins of equal width, bin b holding the examples whose largest class probability lies in ((b−1)/10, b/10].
/// With two classes the confidence is max(p, 1−p). Source: Guo, Pleiss, Sun, Weinberger, "On calibration of modern
/// neural networks", ICML 2017, equations 2 to 5.
/// </summary>
public static class ExpectedCalibrationError
{
    /// <summary>Number of bins.</summary>
    public const int Bins = 10;

    /// <summary>Computes the expected calibration error.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>From 0 (calibrated) to 1.</returns>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static double Of(Matrix<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default) =>
        Of(new ScoredExamples(probabilities, labels, weights));

    internal static double Of(in ScoredExamples examples)
    {
        Span<double> confidence = stackalloc double[Bins];
        Span<double> right = stackalloc double[Bins];
        confidence.Clear();
        right.Clear();
        for (var row = 0; row < examples.Count; row++)
        {
            var predicted = examples.Predicted(row);
            var p = examples.Probability(row, predicted);
            var bin = BinOf(p);
            confidence[bin] += examples.Weight(row) * p;
            right[bin] += predicted == examples.Label(row) ? examples.Weight(row) : 0;
        }

        // (W_b/W)|right_b/W_b − confidence_b/W_b|: the weight of the bin cancels.
        var sum = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            sum += Math.Abs(right[bin] - confidence[bin]);
        }

        return sum / examples.TotalWeight;
    }

    /// <summary>The bin of a probability, counted from 0.</summary>
    internal static int BinOf(double p) => Math.Clamp((int)Math.Ceiling(p * Bins) - 1, 0, Bins - 1);
}
