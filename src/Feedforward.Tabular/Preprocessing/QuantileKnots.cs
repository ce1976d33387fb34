using Feedforward.Randomness;

namespace Feedforward.Tabular;

/// <summary>The function from a value to the normal score of its rank, as points to draw a line through: see <see cref="QuantileEncoder"/>.</summary>
internal static class QuantileKnots
{
    /// <summary>The difference of two numbers of this size is finite.</summary>
    public const float LargestKnot = float.MaxValue / 2;

    private const int LeastQuantiles = 10;
    private const int MostQuantiles = 1000;
    private const int ValuesPerQuantile = 30;
    private const double LeastRank = 1e-7;

    /// <summary>The points; none where there are fewer than two distinct values.</summary>
    public static (float[] Knots, float[] Scores) Of(EmpiricalDistribution values)
    {
        var ranks = Ranks(values);
        if (ranks.Count < 2)
        {
            return ([], []);
        }

        var (knots, scores) = (new List<float>(), new List<float>());
        foreach (var (x, p, q) in WithTails(ranks))
        {
            // Halves of a narrow interval may round to the same number.
            if (knots.Count == 0 || x > knots[^1])
            {
                knots.Add(x);
                scores.Add(Score(p, q));
            }
        }

        return ([.. knots], [.. scores]);
    }

    /// <summary>The distinct quantiles with the share of the quantiles at or below each, from 0 to 1.</summary>
    private static List<(float X, double Rank)> Ranks(EmpiricalDistribution values)
    {
        var count = Math.Min(values.Count, Math.Clamp(values.Count / ValuesPerQuantile, LeastQuantiles, MostQuantiles));
        var ranks = new List<(float X, double Rank)>();
        var first = 0;
        for (var j = 0; j < count; j++)
        {
            var x = (float)Math.Clamp(values.Quantile(Share(j)), -LargestKnot, LargestKnot);
            if (ranks.Count == 0 || x > ranks[^1].X)
            {
                first = j;
                ranks.Add((x, Share(j)));
            }
            else
            {
                ranks[^1] = (ranks[^1].X, (Share(first) + Share(j)) / 2);
            }
        }

        return ranks;

        double Share(int j) => count == 1 ? 0 : j / (double)(count - 1);
    }

    /// <summary>Halves the first interval towards its start and the last towards its end. Both p and 1 − p are given, as either may be tiny.</summary>
    private static IEnumerable<(float X, double P, double Q)> WithTails(List<(float X, double Rank)> ranks)
    {
        var ((least, leastRank), (second, secondRank)) = (ranks[0], ranks[1]);
        var ((beforeLast, beforeLastRank), (last, lastRank)) = (ranks[^2], ranks[^1]);
        yield return (least, leastRank, 1 - leastRank);
        foreach (var (x, rank) in leastRank > 0 ? [] : Halves(least, second, secondRank).Reverse())
        {
            yield return (x, rank, 1 - rank);
        }

        foreach (var (x, rank) in ranks[1..^1])
        {
            yield return (x, rank, 1 - rank);
        }

        foreach (var (x, rank) in lastRank < 1 ? [] : Halves(last, beforeLast, 1 - beforeLastRank))
        {
            yield return (x, 1 - rank, rank);
        }

        yield return (last, lastRank, 1 - lastRank);
    }

    /// <summary>Points ever closer to an end, with their ranks counted from it; those that round to the interval's ends are left out.</summary>
    private static IEnumerable<(float X, double Rank)> Halves(float end, float inner, double innerRank)
    {
        for (var part = 0.5; part * innerRank > LeastRank; part /= 2)
        {
            var x = (float)(end + (((double)inner - end) * part));
            if (x != end && x != inner)
            {
                yield return (x, part * innerRank);
            }
        }
    }

    /// <summary>Φ⁻¹(p) = −Φ⁻¹(q) with q = 1 − p, by the smaller of the two.</summary>
    private static float Score(double p, double q)
    {
        var tail = (float)Math.Min(p, q);
        var score = tail > LeastRank ? Math.Max(NormalDistribution.Quantile(tail), -QuantileEncoder.MaximumScore) : -QuantileEncoder.MaximumScore;
        return p <= q ? score : -score;
    }
}
