namespace Feedforward.Metrics;

/// <summary>
/// The mean squared error of the probabilities. With two classes Σwᵢ(p₁ − yᵢ)² / Σwᵢ, from 0 to 1; with more
/// classes the squares are added over the classes, Σwᵢ Σ_c (p_c − [yᵢ = c])² / Σwᵢ, from 0 to 2.
/// Source: Brier, "Verification of forecasts expressed in terms of probability", 1950.
/// </summary>
public static class BrierScore
{
    /// <summary>Computes the Brier score.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <returns>0 for certain and right; smaller is better.</returns>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static double Of(Matrix<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default) =>
        Of(new ScoredExamples(probabilities, labels, weights));

    internal static double Of(in ScoredExamples examples)
    {
        var first = examples.Classes == 2 ? 1 : 0;
        var sum = 0.0;
        for (var row = 0; row < examples.Count; row++)
        {
            var squares = 0.0;
            for (var c = first; c < examples.Classes; c++)
            {
                var error = examples.Probability(row, c) - (examples.Label(row) == c ? 1.0 : 0.0);
                squares += error * error;
            }

            sum += examples.Weight(row) * squares;
        }

        return sum / examples.TotalWeight;
    }
}
