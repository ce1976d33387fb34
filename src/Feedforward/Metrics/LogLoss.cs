namespace Feedforward.Metrics;

/// <summary>
/// The mean negative log-likelihood of the true classes, −Σwᵢ ln p(yᵢ) / Σwᵢ, in nats. Probabilities are first
/// brought into [ε, 1−ε] with ε = 2⁻²³, the distance from 1 to the next float, so one certain error costs 15.9 and
/// not infinity (the rule of scikit-learn 1.2 for float probabilities).
/// </summary>
public static class LogLoss
{
    private const double Epsilon = 1.0 / (1 << 23);

    /// <summary>Computes the log loss.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>0 for certain and right, ln C for a uniform guess, 15.9 at most.</returns>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static double Of(Matrix<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default) =>
        Of(new ScoredExamples(probabilities, labels, weights));

    internal static double Of(in ScoredExamples examples)
    {
        var sum = 0.0;
        for (var row = 0; row < examples.Count; row++)
        {
            var p = examples.Probability(row, examples.Label(row));
            sum -= examples.Weight(row) * Math.Log(Math.Clamp(p, Epsilon, 1 - Epsilon));
        }

        return sum / examples.TotalWeight;
    }
}
