namespace Feedforward.Metrics;

/// <summary>Weights of examples, where no weights at all means that every example weighs 1.</summary>
internal static class ExampleWeights
{
    public static double At(ReadOnlySpan<float> weights, int row) => weights.IsEmpty ? 1.0 : weights[row];

    /// <summary>Checks the weights and adds them in the order of the rows.</summary>
    public static double Total(ReadOnlySpan<float> weights, int count)
    {
        if (weights.IsEmpty)
        {
            return count;
        }

        if (weights.Length != count)
        {
            throw new ArgumentException($"There are {weights.Length} weights for {count} examples.", nameof(weights));
        }

        var total = 0.0;
        for (var row = 0; row < count; row++)
        {
            if (!(weights[row] >= 0 && float.IsFinite(weights[row])))
            {
                throw new DataException(
                    FormattableString.Invariant($"A weight must be a finite number, 0 or more; it is {weights[row]} in row {row + 1}."),
                    row + 1);
            }

            total += weights[row];
        }

        return total > 0 ? total : throw new DataException("At least one example must have a weight above 0; all are 0.");
    }
}
