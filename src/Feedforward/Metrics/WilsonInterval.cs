namespace Feedforward.Metrics;

/// <summary>
/// Where the share of a large population lies, judged by k of n: (p̂ + z²/2n ± z√(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n) with
/// p̂ = k/n. It stays inside 0 to 1 and holds for few rows too. Source: Wilson, "Probable inference, the law of succession, and
/// statistical inference", JASA 22, 1927.
/// </summary>
/// <param name="Lower">The lower end, 0 or more.</param>
/// <param name="Upper">The upper end, 1 or less.</param>
public readonly record struct WilsonInterval(double Lower, double Upper)
{
    /// <summary>z of a level of 95 %: the 0.975 quantile of the normal distribution.</summary>
    public const double Z95 = 1.959963984540054;

    /// <summary>Computes the interval.</summary>
    /// <param name="successes">k, from 0 to <paramref name="count"/>.</param>
    /// <param name="count">n, above 0.</param>
    /// <param name="z">The quantile of the normal distribution; <see cref="Z95"/> for a level of 95 %.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WilsonInterval Of(double successes, double count, double z = Z95)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, count);
        var share = successes / count;
        var middle = share + (z * z / (2 * count));
        var half = z * Math.Sqrt((share * (1 - share) / count) + (z * z / (4 * count * count)));
        var scale = 1 + (z * z / count);
        return new WilsonInterval(Math.Max(0, (middle - half) / scale), Math.Min(1, (middle + half) / scale));
    }
}
