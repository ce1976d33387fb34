using Feedforward.Kernels;

namespace Feedforward.Schedules;

/// <summary>
/// From 1/25 up to 1 in the first part of the steps and down to 1/250,000 in the rest, both along a cosine.
/// Smith and Topin, "Super-convergence", 2018, with the constants of fastai and PyTorch.
/// </summary>
/// <param name="rising">The share of steps in which the rate rises, in (0, 1).</param>
/// <exception cref="ArgumentOutOfRangeException">The share is outside its range.</exception>
public sealed class OneCycle(double rising = 0.3) : Schedule("one-cycle")
{
    private const double Start = 1 / 25.0;
    private const double End = Start / 1e4;

    private readonly double _rising = rising is > 0 and < 1 ? rising : throw Outside(nameof(rising), rising);

    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time) => time.Progress < _rising
        ? Between(Start, 1, time.Progress / _rising)
        : Between(1, End, (time.Progress - _rising) / (1 - _rising));

    private static double Between(double from, double to, double t) => to + ((from - to) * 0.5 * (1 + PortableCosine.OfPi(t)));
}
