using Feedforward.Kernels;

namespace Feedforward.Schedules;

/// <summary>½(1 + cos πt), t being the share of steps done: from 1 down to 0. Loshchilov and Hutter, ICLR 2017, without restarts.</summary>
public sealed class Cosine() : Schedule("cosine")
{
    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time) => 0.5 * (1 + PortableCosine.OfPi(time.Progress));
}
