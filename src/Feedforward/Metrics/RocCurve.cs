namespace Feedforward.Metrics;

/// <summary>A point of a ROC curve.</summary>
/// <param name="Threshold">The class is predicted where its probability is at least this; +∞ for the first point, where it never is.</param>
/// <param name="FalsePositiveRate">FP / (FP + TN): the share of the other examples that are predicted as the class.</param>
/// <param name="TruePositiveRate">TP / (TP + FN): the share of the class's examples that are.</param>
public readonly record struct RocPoint(double Threshold, double FalsePositiveRate, double TruePositiveRate);

/// <summary>
/// The receiver operating characteristic of a class against the rest: one point for each threshold that matters, from (0, 0)
/// to (1, 1). The area below it is <see cref="AreaUnderCurve"/>. Source: Fawcett, "An introduction to ROC analysis", Pattern
/// Recognition Letters 27, 2006, algorithm 1.
/// </summary>
/// <param name="Class">The class, counted from 0.</param>
/// <param name="Points">The points, thresholds falling.</param>
public sealed record RocCurve(int Class, IReadOnlyList<RocPoint> Points)
{
    /// <summary>The area below the curve by trapezoids, which is exact: examples of equal scores are joined by a straight line.</summary>
    public double Area
    {
        get
        {
            var area = 0.0;
            for (var i = 1; i < Points.Count; i++)
            {
                area += (Points[i].FalsePositiveRate - Points[i - 1].FalsePositiveRate) * (Points[i].TruePositiveRate + Points[i - 1].TruePositiveRate) / 2;
            }

            return area;
        }
    }

    /// <summary>Computes the curve of a class against the rest.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="class">The class, counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>Null where no example, or every example, is of the class.</returns>
    /// <exception cref="ArgumentException">There is no example, the lengths differ, or there is no such class.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static RocCurve? Of(Matrix<float> probabilities, ReadOnlySpan<int> labels, int @class, ReadOnlySpan<float> weights = default)
    {
        var counts = ThresholdCounts.Of(new ScoredExamples(probabilities, labels, weights), @class);
        var (positives, negatives) = (counts[^1].TruePositives, counts[^1].FalsePositives);
        return positives > 0 && negatives > 0
            ? new RocCurve(@class, [
                new RocPoint(double.PositiveInfinity, 0, 0),
                .. counts.Select(count => new RocPoint(count.Threshold, count.FalsePositives / negatives, count.TruePositives / positives))])
            : null;
    }
}
