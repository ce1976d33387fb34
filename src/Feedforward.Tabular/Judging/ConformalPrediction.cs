namespace Feedforward.Tabular;

/// <summary>
/// Split conformal prediction: how wide an interval, or how large a set of classes, has to be to hold the truth with a given
/// probability, whatever the model and whatever the distribution, for rows drawn like the n validation rows. With the
/// k-th smallest of their scores, k = ⌈(n + 1)·level⌉, a new row's score is not larger with probability of at least the level.
/// The score of a number is |y − ŷ| (Vovk, Gammerman, Shafer, "Algorithmic learning in a random world", 2005; Lei, G'Sell,
/// Rinaldo, Tibshirani, Wasserman, JASA 113, 2018), that of a class 1 − p(y) (Sadinle, Lei, Wasserman, JASA 114, 2019).
/// </summary>
/// <remarks>
/// The validation rows also chose the epoch and the temperature, so that they are slightly easier for the model than new rows:
/// the coverage that is measured on the test part says how much that matters.
/// </remarks>
/// <param name="Level">The probability to hold the truth, above 0 and below 1.</param>
/// <param name="Threshold">
/// Regression: half the width of the interval, in the target's unit. Classification: the probability that puts a class in the set.
/// </param>
/// <param name="Rows">How many validation rows it was fitted on.</param>
public sealed record ConformalPrediction(double Level, float Threshold, int Rows)
{
    /// <summary>How many rows a level needs: level / (1 − level), such as 9 for 0.9.</summary>
    /// <param name="level">Above 0 and below 1.</param>
    public static int RowsFor(double level)
    {
        CheckLevel(level);
        var rows = 1;
        while (Rank(rows, level) > rows)
        {
            rows++;
        }

        return rows;
    }

    /// <summary>Fits intervals ŷ ± threshold.</summary>
    /// <param name="predictions">n predicted numbers.</param>
    /// <param name="targets">n true numbers.</param>
    /// <param name="level">Above 0 and below 1.</param>
    /// <returns>Null where there are too few rows for the level.</returns>
    public static ConformalPrediction? OfNumbers(ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, double level)
    {
        CheckLevel(level);
        var scores = new float[targets.Length];
        for (var row = 0; row < scores.Length; row++)
        {
            scores[row] = MathF.Abs(targets[row] - predictions[row]);
        }

        Array.Sort(scores);
        var rank = Rank(scores.Length, level);
        return rank <= scores.Length && float.IsFinite(scores[rank - 1]) ? new ConformalPrediction(level, scores[rank - 1], scores.Length) : null;
    }

    /// <summary>Fits sets of all classes whose probability is the threshold or more.</summary>
    /// <param name="probabilities">n×C, two columns for two classes.</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="level">Above 0 and below 1.</param>
    /// <returns>Null where there are too few rows for the level.</returns>
    public static ConformalPrediction? OfClasses(Matrix<float> probabilities, ReadOnlySpan<int> labels, double level)
    {
        CheckLevel(level);
        var ofTruth = new float[labels.Length];
        for (var row = 0; row < ofTruth.Length; row++)
        {
            ofTruth[row] = probabilities[row, labels[row]];
        }

        // The k-th smallest 1 − p is the k-th largest p.
        Array.Sort(ofTruth);
        var rank = Rank(ofTruth.Length, level);
        return rank <= ofTruth.Length ? new ConformalPrediction(level, ofTruth[^rank], ofTruth.Length) : null;
    }

    /// <summary>⌈(n + 1)·level⌉; a product that is a whole number but for rounding counts as that number.</summary>
    private static int Rank(int rows, double level) => Math.Max(1, (int)Math.Ceiling(((rows + 1) * level) - 1e-9));

    private static void CheckLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level of intervals is above 0 and below 1, such as 0.9.");
        }
    }
}
