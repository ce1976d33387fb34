using Feedforward.Randomness;

namespace Feedforward.Metrics;

/// <summary>By how much one model's metric differs from another's on the same examples, and how sure that is.</summary>
/// <param name="Difference">The metric of the first minus that of the second.</param>
/// <param name="Lower">Where the interval of the difference begins.</param>
/// <param name="Upper">Where it ends.</param>
/// <param name="Level">The level of the interval, such as 0.95.</param>
/// <param name="Resamples">How many times examples were drawn.</param>
public sealed record PairedBootstrap(double Difference, double Lower, double Upper, double Level, int Resamples)
{
    private const int MostResamples = 2_000;
    private const int LeastResamples = 200;
    private const double MostDraws = 2e7;

    /// <summary>
    /// The percentile bootstrap of a difference of two figures that are functions of means, such as accuracy (the mean of hits) or
    /// RMSE (√ of the mean of squared errors): n examples are drawn with replacement, the same for both models, 2,000 times
    /// (fewer above 10,000 examples, 200 at least). Deterministic: draw i of resample r is a function of the seed. Source: Efron
    /// and Tibshirani, "An introduction to the bootstrap", 1993, chapters 13 and 16.
    /// </summary>
    /// <remarks>It speaks of other examples from the same source, for these two models as they are; not of training again.</remarks>
    /// <param name="first">n numbers of the first model, one an example.</param>
    /// <param name="second">n numbers of the second.</param>
    /// <param name="metric">From the mean to the metric; null for the mean itself.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="level">The level, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">There is no example, the lengths differ, or the level is out of range.</exception>
    public static PairedBootstrap Of(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, Func<double, double>? metric = null, ulong seed = 0, double level = 0.95)
    {
        if (first.IsEmpty || first.Length != second.Length)
        {
            throw new ArgumentException($"Two models are compared on the same examples; there are {first.Length} and {second.Length} numbers.", nameof(second));
        }

        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "A level is above 0 and below 1.");
        }

        metric ??= mean => mean;
        var (sumOfFirst, sumOfSecond) = (0.0, 0.0);
        for (var i = 0; i < first.Length; i++)
        {
            sumOfFirst += first[i];
            sumOfSecond += second[i];
        }

        var difference = metric(sumOfFirst / first.Length) - metric(sumOfSecond / first.Length);
        var drawn = new double[(int)Math.Clamp(MostDraws / first.Length, LeastResamples, MostResamples)];
        for (var resample = 0; resample < drawn.Length; resample++)
        {
            var random = new RandomStream(seed, RandomPurpose.Experiment, (uint)resample);
            (sumOfFirst, sumOfSecond) = (0, 0);
            for (var i = 0; i < first.Length; i++)
            {
                var example = random.Integer(i, first.Length);
                sumOfFirst += first[example];
                sumOfSecond += second[example];
            }

            drawn[resample] = metric(sumOfFirst / first.Length) - metric(sumOfSecond / first.Length);
        }

        Array.Sort(drawn);
        return new PairedBootstrap(difference, Quantile(drawn, (1 - level) / 2), Quantile(drawn, (1 + level) / 2), level, drawn.Length);
    }

    /// <summary>Between the two nearest of the sorted numbers, as Hyndman and Fan's definition 7.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
