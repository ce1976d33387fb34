namespace Feedforward.Metrics;

/// <summary>
/// The class that probabilities decide for: the one with the largest probability and, where several are equal,
/// the one with the smallest number. One column holds the probability of class 1 of two, so class 1 is predicted
/// where it exceeds one half.
/// </summary>
public static class PredictedClass
{
    /// <summary>The class of one example.</summary>
    /// <param name="probabilities">One probability a class, or the probability of class 1 alone.</param>
    /// <returns>The class, counted from 0.</returns>
    public static int Of(ReadOnlySpan<float> probabilities)
    {
        if (probabilities.Length == 1)
        {
            return probabilities[0] > 0.5f ? 1 : 0;
        }

        var best = 0;
        for (var c = 1; c < probabilities.Length; c++)
        {
            if (probabilities[c] > probabilities[best])
            {
                best = c;
            }
        }

        return best;
    }

    /// <summary>The classes of many examples.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <returns>One class a row, counted from 0.</returns>
    public static int[] Of(Matrix<float> probabilities)
    {
        var classes = new int[probabilities.Rows];
        for (var row = 0; row < classes.Length; row++)
        {
            classes[row] = Of(probabilities.Row(row));
        }

        return classes;
    }
}
