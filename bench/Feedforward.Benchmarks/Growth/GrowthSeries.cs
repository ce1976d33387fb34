namespace Feedforward.Benchmarks.Growth;

/// <summary>One thing that grows while everything else stays.</summary>
/// <param name="Name">What grows: width, depth, batch or threads.</param>
/// <param name="Label">The network, for readers.</param>
/// <param name="Points">What the sizes cost, in ascending order.</param>
internal sealed record GrowthSeries(string Name, string Label, IReadOnlyList<GrowthPoint> Points)
{
    /// <summary>How much more than its neighbours a size may cost per operation.</summary>
    public const double Allowed = 1.5;

    /// <summary>
    /// How many times its neighbours' cost per operation a size has: the larger of its cost over that of the next smaller
    /// size (cost may fall as fixed costs are spread, but should not rise) and its cost over what a straight line through
    /// both neighbours gives for it (both axes logarithmic), so that an odd size is held against the even ones beside it.
    /// </summary>
    public double CostOverNeighbours(int index)
    {
        var here = Points[index];
        if (index == 0)
        {
            return 1;
        }

        var before = Points[index - 1];
        var step = here.CostPerFlop / before.CostPerFlop;
        if (index == Points.Count - 1)
        {
            return step;
        }

        var after = Points[index + 1];
        var position = Math.Log((double)here.Size / before.Size) / Math.Log((double)after.Size / before.Size);
        var line = Math.Exp(((1 - position) * Math.Log(before.CostPerFlop)) + (position * Math.Log(after.CostPerFlop)));
        return Math.Max(step, here.CostPerFlop / line);
    }
}
