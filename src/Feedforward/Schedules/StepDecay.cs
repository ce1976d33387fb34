using Feedforward.Optimizers;

namespace Feedforward.Schedules;

/// <summary>γᵏ after k·n epochs: the rate falls by a factor every n epochs.</summary>
/// <param name="epochs">n, 1 or more.</param>
/// <param name="factor">γ in (0, 1].</param>
/// <exception cref="ArgumentOutOfRangeException">A constant is outside its range.</exception>
public sealed class StepDecay(int epochs = 30, double factor = 0.1) : Schedule("step")
{
    private readonly int _epochs = epochs >= 1 ? epochs : throw Outside(nameof(epochs), epochs);
    private readonly double _factor = factor is > 0 and <= 1 ? factor : throw Outside(nameof(factor), factor);

    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time) => Powers.Of(_factor, time.Epoch / _epochs);
}
