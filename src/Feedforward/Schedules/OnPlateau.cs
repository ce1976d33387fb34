namespace Feedforward.Schedules;

/// <summary>Falls by a factor whenever the watched risk has not improved for a number of epochs, as PyTorch's ReduceLROnPlateau.</summary>
/// <param name="patience">How many epochs without improvement are waited for, 0 or more.</param>
/// <param name="factor">What the rate is multiplied with, in (0, 1).</param>
/// <param name="threshold">An epoch improves when the risk is below best − |best|·threshold, in [0, 1).</param>
/// <exception cref="ArgumentOutOfRangeException">A constant is outside its range.</exception>
public sealed class OnPlateau(int patience = 10, double factor = 0.1, double threshold = 1e-4) : Schedule("on-plateau")
{
    private readonly int _patience = patience >= 0 ? patience : throw Outside(nameof(patience), patience);
    private readonly double _factor = factor is > 0 and < 1 ? factor : throw Outside(nameof(factor), factor);
    private readonly double _threshold = threshold is >= 0 and < 1 ? threshold : throw Outside(nameof(threshold), threshold);

    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time)
    {
        double rate = 1, best = double.PositiveInfinity;
        var waited = 0;
        for (var epoch = 0; epoch < time.Risks.Count; epoch++)
        {
            var risk = time.Risks[epoch];
            if (risk < best - (Math.Abs(best) * _threshold) || double.IsPositiveInfinity(best))
            {
                best = risk;
                waited = 0;
            }
            else if (++waited > _patience)
            {
                rate *= _factor;
                waited = 0;
            }
        }

        return rate;
    }
}
