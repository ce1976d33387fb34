namespace Feedforward.Schedules;

/// <summary>How far training has come when a step begins.</summary>
/// <param name="Step">Steps done so far, 0 before the first.</param>
/// <param name="TotalSteps">Steps there will be if nothing stops training early.</param>
/// <param name="Epoch">Epochs done so far.</param>
/// <param name="Risks">The watched risk (validation if there is one) after each epoch done so far.</param>
public readonly record struct ScheduleTime(long Step, long TotalSteps, int Epoch, IReadOnlyList<double> Risks)
{
    /// <summary>The share of all steps that is done, in [0, 1).</summary>
    public double Progress => TotalSteps <= 0 ? 0 : Math.Min(1.0, (double)Step / TotalSteps);
}
