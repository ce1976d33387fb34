namespace Feedforward.Metrics;

/// <summary>A part of a histogram.</summary>
/// <param name="Lower">Where it begins, inclusive.</param>
/// <param name="Upper">Where it ends, exclusive but for the last.</param>
/// <param name="Count">How many numbers it holds.</param>
public readonly record struct HistogramBin(double Lower, double Upper, int Count);

/// <summary>How often numbers fall into parts of equal width.</summary>
public static class Histogram
{
    private const int Most = 40;

    /// <summary>
    /// Counts numbers into ⌈2 n^(1/3)⌉ parts between the smallest and the largest, 40 at most (Rice's rule; Terrell and Scott,
    /// "Oversmoothed nonparametric density estimates", JASA 80, 1985).
    /// </summary>
    /// <param name="values">Finite numbers, one or more.</param>
    /// <returns>The parts, ascending; one where all numbers are equal.</returns>
    /// <exception cref="ArgumentException">There is no number.</exception>
    public static IReadOnlyList<HistogramBin> Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
        {
            throw new ArgumentException("A histogram needs at least one number; there is none.", nameof(values));
        }

        var (low, high) = (values[0], values[0]);
        foreach (var value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low == high)
        {
            return [new HistogramBin(low, high, values.Length)];
        }

        var counts = new int[Math.Min(Most, (int)Math.Ceiling(2 * Math.Cbrt(values.Length)))];
        foreach (var value in values)
        {
            counts[Math.Min(counts.Length - 1, (int)((value - low) / (high - low) * counts.Length))]++;
        }

        var width = (high - low) / counts.Length;
        return [.. counts.Select((count, i) => new HistogramBin(low + (i * width), low + ((i + 1) * width), count))];
    }
}
