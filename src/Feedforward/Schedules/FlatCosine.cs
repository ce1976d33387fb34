using Feedforward.Kernels;

namespace Feedforward.Schedules;

/// <summary>
/// 1 for the first half, then ½(1 + cos(π(2t − 1))) down to 0, t being the share of steps done. "flat_cos" of Holzmüller,
/// Grinsztajn, Steinwart, "Better by default", NeurIPS 2024, there for dropout and weight decay.
/// </summary>
public sealed class FlatCosine() : Schedule("flat-cosine")
{
    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time) =>
        time.Progress < 0.5 ? 1 : 0.5 * (1 + PortableCosine.OfPi((2 * time.Progress) - 1));
}
