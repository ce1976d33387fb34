namespace Feedforward.Metrics;

/// <summary>The share of examples whose predicted class is the true one: Σwᵢ[ŷᵢ = yᵢ] / Σwᵢ.</summary>
public static class Accuracy
{
    /// <summary>Computes the accuracy.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>A share from 0 to 1.</returns>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static double Of(Matrix<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default) =>
        Of(new ScoredExamples(probabilities, labels, weights));

    internal static double Of(in ScoredExamples examples)
    {
        var right = 0.0;
        for (var row = 0; row < examples.Count; row++)
        {
            if (examples.Predicted(row) == examples.Label(row))
            {
                right += examples.Weight(row);
            }
        }

        return right / examples.TotalWeight;
    }
}
