namespace Feedforward.Metrics;

/// <summary>What one threshold makes of a class against the rest. A quotient with nothing in its denominator is 0.</summary>
/// <param name="Threshold">The class is predicted where its probability is at least this.</param>
/// <param name="TruePositives">The weight (without weights: the number) of the class's examples that are predicted as it.</param>
/// <param name="FalsePositives">Of other examples that are predicted as it.</param>
/// <param name="FalseNegatives">Of the class's examples that are not.</param>
/// <param name="TrueNegatives">Of other examples that are not.</param>
public sealed record ThresholdScores(double Threshold, double TruePositives, double FalsePositives, double FalseNegatives, double TrueNegatives)
{
    /// <summary>TP / (TP + FP).</summary>
    public double Precision => Quotient(TruePositives, TruePositives + FalsePositives);

    /// <summary>TP / (TP + FN), also called sensitivity.</summary>
    public double Recall => Quotient(TruePositives, TruePositives + FalseNegatives);

    /// <summary>TN / (TN + FP).</summary>
    public double Specificity => Quotient(TrueNegatives, TrueNegatives + FalsePositives);

    /// <summary>2TP / (2TP + FP + FN), the harmonic mean of precision and recall.</summary>
    public double F1 => Quotient(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>(TP + TN) / all.</summary>
    public double Accuracy => Quotient(TruePositives + TrueNegatives, TruePositives + FalsePositives + FalseNegatives + TrueNegatives);

    private static double Quotient(double part, double whole) => whole > 0 ? part / whole : 0;
}

/// <summary>
/// The scores of a class at several thresholds, for somebody to whom a false alarm and a miss do not cost the same. Source of the
/// terms: Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27, 2006, figure 1.
/// </summary>
public static class ThresholdTable
{
    /// <summary>0.05, 0.1, …, 0.95.</summary>
    public static IReadOnlyList<double> UsualThresholds { get; } = [.. Enumerable.Range(1, 19).Select(i => i / 20.0)];

    /// <summary>Computes the scores.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="class">The class, counted from 0.</param>
    /// <param name="thresholds">The thresholds.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>One entry a threshold, in their order.</returns>
    /// <exception cref="ArgumentException">There is no example, the lengths differ, or there is no such class.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static IReadOnlyList<ThresholdScores> Of(
        Matrix<float> probabilities, ReadOnlySpan<int> labels, int @class, IReadOnlyList<double> thresholds, ReadOnlySpan<float> weights = default)
    {
        ArgumentNullException.ThrowIfNull(thresholds);
        var counts = ThresholdCounts.Of(new ScoredExamples(probabilities, labels, weights), @class);
        var all = counts[^1];
        return
        [
            .. thresholds.Select(threshold =>
            {
                // Thresholds of counts fall: the last that is not below is what the threshold lets through.
                var last = Array.FindLastIndex(counts, count => count.Threshold >= threshold);
                var (hits, alarms) = last < 0 ? (0.0, 0.0) : (counts[last].TruePositives, counts[last].FalsePositives);
                return new ThresholdScores(threshold, hits, alarms, all.TruePositives - hits, all.FalsePositives - alarms);
            }),
        ];
    }
}
