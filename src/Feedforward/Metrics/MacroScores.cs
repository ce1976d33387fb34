namespace Feedforward.Metrics;

/// <summary>
/// Precision, recall and F1 as unweighted means over the classes, so that a rare class counts as much as a frequent
/// one. A class that neither a label nor a prediction names is left out, as in scikit-learn.
/// </summary>
/// <param name="Precision">The mean of the classes' precision.</param>
/// <param name="Recall">The mean of the classes' recall.</param>
/// <param name="F1">The mean of the classes' F1 (not the harmonic mean of the two other means).</param>
public sealed record MacroScores(double Precision, double Recall, double F1)
{
    /// <summary>The means over the classes.</summary>
    /// <param name="confusion">True against predicted classes.</param>
    public static MacroScores Of(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        var (precision, recall, f1, named) = (0.0, 0.0, 0.0, 0);
        foreach (var scores in ClassScores.Of(confusion))
        {
            if (scores.Support > 0 || confusion.PredictedTotal(scores.Class) > 0)
            {
                precision += scores.Precision;
                recall += scores.Recall;
                f1 += scores.F1;
                named++;
            }
        }

        return new MacroScores(precision / named, recall / named, f1 / named);
    }
}
