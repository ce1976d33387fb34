namespace Feedforward.Tabular;

/// <summary>What intervals or prediction sets are worth on rows whose truth is known.</summary>
/// <param name="Level">The probability with which they should hold the truth.</param>
/// <param name="Share">The share of the rows whose truth they do hold.</param>
/// <param name="MeanSize">The mean width of the intervals in the target's unit, or the mean number of classes in a set.</param>
public sealed record Coverage(double Level, double Share, double MeanSize)
{
    /// <summary>For numbers.</summary>
    internal static Coverage? Of(Predictions predictions, float[] targets)
    {
        if (predictions.Conformal is not { } conformal)
        {
            return null;
        }

        var (held, width) = (0, 0.0);
        for (var row = 0; row < targets.Length; row++)
        {
            var (lower, upper) = predictions.IntervalAt(row);
            held += targets[row] >= lower && targets[row] <= upper ? 1 : 0;
            width += (double)upper - lower;
        }

        return new Coverage(conformal.Level, (double)held / targets.Length, width / targets.Length);
    }

    /// <summary>For classes.</summary>
    internal static Coverage? Of(Predictions predictions, int[] labels)
    {
        if (predictions.Conformal is not { } conformal)
        {
            return null;
        }

        var (held, size) = (0, 0L);
        for (var row = 0; row < labels.Length; row++)
        {
            var set = predictions.SetAt(row);
            held += set.Contains(labels[row]) ? 1 : 0;
            size += set.Count;
        }

        return new Coverage(conformal.Level, (double)held / labels.Length, (double)size / labels.Length);
    }
}
