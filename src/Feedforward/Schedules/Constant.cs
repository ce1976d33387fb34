namespace Feedforward.Schedules;

/// <summary>Always 1.</summary>
public sealed class Constant() : Schedule("constant")
{
    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time) => 1;
}
