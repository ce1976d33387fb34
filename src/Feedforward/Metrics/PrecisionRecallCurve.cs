namespace Feedforward.Metrics;

/// <summary>A point of a precision-recall curve.</summary>
/// <param name="Threshold">The class is predicted where its probability is at least this.</param>
/// <param name="Recall">TP / (TP + FN): the share of the class's examples that are predicted as it.</param>
/// <param name="Precision">TP / (TP + FP): the share of what is predicted as the class that is of it.</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Recall, double Precision);

/// <summary>
/// Precision against recall of a class against the rest, one point for each distinct score. Unlike the ROC curve it shows what a
/// rare class makes hard. Source: Davis and Goadrich, "The relationship between precision-recall and ROC curves", ICML 2006.
/// </summary>
/// <param name="Class">The class, counted from 0.</param>
/// <param name="Points">The points, thresholds falling and recall rising.</param>
/// <param name="Share">The share of the examples that are of the class: the precision of guessing.</param>
public sealed record PrecisionRecallCurve(int Class, IReadOnlyList<PrecisionRecallPoint> Points, double Share)
{
    /// <summary>The average precision Σ (Rᵢ − Rᵢ₋₁) Pᵢ with R₀ = 0, as scikit-learn's average_precision_score: no interpolation, which would be too kind.</summary>
    public double AveragePrecision
    {
        get
        {
            var (sum, recall) = (0.0, 0.0);
            foreach (var point in Points)
            {
                sum += (point.Recall - recall) * point.Precision;
                recall = point.Recall;
            }

            return sum;
        }
    }

    /// <summary>Computes the curve of a class against the rest.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="class">The class, counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>Null where no example is of the class.</returns>
    /// <exception cref="ArgumentException">There is no example, the lengths differ, or there is no such class.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static PrecisionRecallCurve? Of(Matrix<float> probabilities, ReadOnlySpan<int> labels, int @class, ReadOnlySpan<float> weights = default)
    {
        var counts = ThresholdCounts.Of(new ScoredExamples(probabilities, labels, weights), @class);
        var (positives, negatives) = (counts[^1].TruePositives, counts[^1].FalsePositives);
        return positives > 0
            ? new PrecisionRecallCurve(
                @class,
                [
                    .. counts.Where(count => count.TruePositives + count.FalsePositives > 0).Select(count => new PrecisionRecallPoint(
                        count.Threshold, count.TruePositives / positives, count.TruePositives / (count.TruePositives + count.FalsePositives))),
                ],
                positives / (positives + negatives))
            : null;
    }
}
