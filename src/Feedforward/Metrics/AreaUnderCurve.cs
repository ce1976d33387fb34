namespace Feedforward.Metrics;

/// <summary>
/// The area under the receiver operating characteristic: the probability that a random example of the class is
/// scored above a random example of another class, ties counting one half (the statistic of Mann and Whitney).
/// With more than two classes the unweighted mean over the classes of one class against the rest.
/// Source: Hanley and McNeil, "The meaning and use of the area under a ROC curve", Radiology 143, 1982.
/// </summary>
public static class AreaUnderCurve
{
    /// <summary>Computes the area from class probabilities.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>
    /// From 0 to 1, one half for chance; null where all labels are equal. With more than two classes a class that
    /// no label names has no area and is left out of the mean.
    /// </returns>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static double? Of(Matrix<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default) =>
        Of(new ScoredExamples(probabilities, labels, weights));

    internal static double? Of(in ScoredExamples examples)
    {
        if (examples.Classes == 2)
        {
            return OneAgainstRest(examples, 1);
        }

        var sum = 0.0;
        var defined = 0;
        for (var c = 0; c < examples.Classes; c++)
        {
            if (OneAgainstRest(examples, c) is { } area)
            {
                sum += area;
                defined++;
            }
        }

        return defined > 0 ? sum / defined : null;
    }

    private static double? OneAgainstRest(in ScoredExamples examples, int @class)
    {
        var order = ScoreOrder.Ascending(examples, @class);
        var below = 0.0;
        var positives = 0.0;
        var wins = 0.0;
        for (var start = 0; start < order.Length;)
        {
            // All examples of one score are counted together.
            var tiedPositives = 0.0;
            var tiedNegatives = 0.0;
            var end = start;
            for (; end < order.Length && ScoreOrder.IsTied(order[start], order[end]); end++)
            {
                var row = ScoreOrder.Row(order[end]);
                if (examples.Label(row) == @class)
                {
                    tiedPositives += examples.Weight(row);
                }
                else
                {
                    tiedNegatives += examples.Weight(row);
                }
            }

            wins += tiedPositives * (below + (0.5 * tiedNegatives));
            below += tiedNegatives;
            positives += tiedPositives;
            start = end;
        }

        return positives > 0 && below > 0 ? wins / (positives * below) : null;
    }
}
