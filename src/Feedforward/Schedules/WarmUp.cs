namespace Feedforward.Schedules;

/// <summary>Rises in a straight line over the first share of steps, then follows another schedule. Goyal et al. 2017, section 2.2.</summary>
/// <param name="share">The share of steps in which the rate rises, in (0, 1).</param>
/// <param name="then">What it is multiplied with; constant if null.</param>
/// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
public sealed class WarmUp(double share = 0.05, Schedule? then = null) : Schedule("warm-up")
{
    private readonly double _share = share is > 0 and < 1 ? share : throw Outside(nameof(share), share);

    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time)
    {
        var steps = Math.Max(1, _share * time.TotalSteps);
        return Math.Min(1, (time.Step + 1) / steps) * (then?.Factor(time) ?? 1);
    }
}
