namespace Feedforward.Benchmarks.Accuracy;

/// <summary>How a model stands on a set: the figure that is compared, over its seeds.</summary>
/// <param name="Mean">The mean over the seeds.</param>
/// <param name="Deviation">The standard deviation over the seeds; NaN for one.</param>
/// <param name="Seconds">The mean time of training.</param>
/// <param name="HalfARow">What is added to both sides of a ratio, so that no errors at all can be compared: ½/n for a share of n test rows, else 0.</param>
internal sealed record Standing(double Mean, double Deviation, double Seconds, double HalfARow)
{
    /// <summary>The standing of some runs of one model on one set; null without runs.</summary>
    public static Standing? Of(IReadOnlyCollection<TabularRun> runs, KnownSet set)
    {
        if (runs.Count == 0)
        {
            return null;
        }

        var mean = runs.Average(run => run.Figures[set.Figure]);
        var squares = runs.Sum(run => Math.Pow(run.Figures[set.Figure] - mean, 2));
        var halfARow = set.Figure == "err" ? 0.5 / runs.First().TestRows : 0;
        return new(mean, Math.Sqrt(squares / (runs.Count - 1)), runs.Average(run => run.FitSeconds), halfARow);
    }

    /// <summary>How large our figure is beside another's; below 1 where ours is better.</summary>
    public double RatioTo(Standing other) => (Mean + HalfARow) / (other.Mean + HalfARow);

    /// <summary>The geometric mean of ratios over sets. Each counts as ½ at least and 2 at most, so that no set decides alone.</summary>
    public static double? MeanRatio(IReadOnlyCollection<double> ratios) => GeometricMean([.. ratios.Select(ratio => Math.Clamp(ratio, 0.5, 2))]);

    /// <summary>The geometric mean; null of nothing.</summary>
    public static double? GeometricMean(IReadOnlyCollection<double> ratios) => ratios.Count == 0 ? null : Math.Exp(ratios.Average(Math.Log));
}
