using System.Runtime.CompilerServices;

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

    /// <summary>How far each run's epochs have been read; a schedule may serve several runs at once.</summary>
    private readonly ConditionalWeakTable<IReadOnlyList<double>, Progress> _progress = [];

    /// <inheritdoc/>
    public override double Factor(in ScheduleTime time)
    {
        if (time.Risks.Count == 0)
        {
            return 1;
        }

        var progress = _progress.GetOrAdd(time.Risks, static _ => new Progress());
        lock (progress)
        {
            return progress.Factor(this, time.Risks);
        }
    }

    /// <summary>What the epochs so far have come to, so that each is read once.</summary>
    private sealed class Progress
    {
        private double _rate = 1;
        private double _best = double.PositiveInfinity;
        private int _waited;
        private int _epochs;

        public double Factor(OnPlateau schedule, IReadOnlyList<double> risks)
        {
            if (risks.Count < _epochs)
            {
                (_rate, _best, _waited, _epochs) = (1, double.PositiveInfinity, 0, 0);
            }

            for (; _epochs < risks.Count; _epochs++)
            {
                var risk = risks[_epochs];
                if (risk < _best - (Math.Abs(_best) * schedule._threshold) || double.IsPositiveInfinity(_best))
                {
                    _best = risk;
                    _waited = 0;
                }
                else if (++_waited > schedule._patience)
                {
                    _rate *= schedule._factor;
                    _waited = 0;
                }
            }

            return _rate;
        }
    }
}
