using Feedforward.Kernels;

namespace Feedforward.Schedules;

/// <summary>
/// ½(1 − cos(2π·log₂(1 + 15t))), t being the share of steps done: four waves from 0 to 1 and back, each about twice as long as
/// the one before. "coslog4" of Holzmüller, Grinsztajn, Steinwart, "Better by default", NeurIPS 2024.
/// </summary>
public sealed class CosineOfLogarithm() : Schedule("coslog4")
{
    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time) => 0.5 * (1 - PortableCosine.OfPi(2 * BinaryLogarithm(1 + (15 * time.Progress))));

    /// <summary>log₂ x for x in [1, 16] by squaring, a bit at a time: plain arithmetic, so the same bits everywhere.</summary>
    private static double BinaryLogarithm(double x)
    {
        var logarithm = 0.0;
        for (; x >= 2; x /= 2)
        {
            logarithm++;
        }

        for (var bit = 0.5; bit > 1e-12; bit /= 2)
        {
            x *= x;
            if (x >= 2)
            {
                x /= 2;
                logarithm += bit;
            }
        }

        return logarithm;
    }
}
