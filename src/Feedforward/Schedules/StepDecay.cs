using Feedforward.Optimizers;

namespace Feedforward.Schedules;

/// <summary>γᵏ after k·n epochs: the rate falls by a factor every n epochs.</summary>
/// <param name="epochs">n, 1 or more.</param>
/// <param name="factor">γ in (0, 1].</param>
public sealed class StepDecay(int epochs = 30, double factor = 0.1) : Schedule("step")
{
    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time) => Powers.Of(factor, time.Epoch / Math.Max(1, epochs));
}
