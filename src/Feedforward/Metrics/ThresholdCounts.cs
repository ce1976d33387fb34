namespace Feedforward.Metrics;

/// <summary>What happens where a class is predicted from a threshold on: who of its examples and of the others lies at or above it.</summary>
/// <param name="Threshold">The class is predicted where its probability is at least this.</param>
/// <param name="TruePositives">The weight of the class's examples that are predicted as it.</param>
/// <param name="FalsePositives">The weight of other examples that are predicted as it.</param>
internal readonly record struct ThresholdCounts(float Threshold, double TruePositives, double FalsePositives)
{
    /// <summary>One entry for each distinct score, the highest first; the last has all examples.</summary>
    public static ThresholdCounts[] Of(in ScoredExamples examples, int @class)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)@class, (uint)examples.Classes, nameof(@class));
        var order = ScoreOrder.Ascending(examples, @class);
        var counts = new List<ThresholdCounts>();
        var (hits, alarms) = (0.0, 0.0);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            var row = ScoreOrder.Row(order[i]);
            if (examples.Label(row) == @class)
            {
                hits += examples.Weight(row);
            }
            else
            {
                alarms += examples.Weight(row);
            }

            // All examples of one score cross the threshold together.
            if (i == 0 || !ScoreOrder.IsTied(order[i - 1], order[i]))
            {
                counts.Add(new ThresholdCounts(ScoreOrder.Score(order[i]), hits, alarms));
            }
        }

        return [.. counts];
    }
}
