namespace Feedforward.Metrics;

/// <summary>
/// Precision, recall and F1 of one class against the rest. A quotient with nothing in its denominator is 0, as in
/// scikit-learn. Source: van Rijsbergen, "Information Retrieval", 1979, chapter 7.
/// </summary>
/// <param name="Class">The class, counted from 0.</param>
/// <param name="Support">The weight (without weights: the number) of examples whose true class this is.</param>
/// <param name="Precision">Of what was predicted as the class, the share that is: TP / (TP + FP).</param>
/// <param name="Recall">Of what is the class, the share that was predicted as it: TP / (TP + FN).</param>
/// <param name="F1">The harmonic mean of precision and recall: 2TP / (2TP + FP + FN).</param>
public sealed record ClassScores(int Class, double Support, double Precision, double Recall, double F1)
{
    /// <summary>The scores of every class, in the order of the classes.</summary>
    /// <param name="confusion">True against predicted classes.</param>
    public static IReadOnlyList<ClassScores> Of(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var scores = new ClassScores[confusion.Classes];
        for (var c = 0; c < scores.Length; c++)
        {
            var right = confusion[c, c];
            var actual = confusion.ActualTotal(c);
            var predicted = confusion.PredictedTotal(c);
            scores[c] = new ClassScores(
                c, actual, Quotient(right, predicted), Quotient(right, actual), Quotient(2 * right, actual + predicted));
        }

        return scores;
    }

    private static double Quotient(double part, double whole) => whole > 0 ? part / whole : 0;
}
