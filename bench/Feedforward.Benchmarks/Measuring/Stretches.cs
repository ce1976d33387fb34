using System.Diagnostics;

namespace Feedforward.Benchmarks.Measuring;

/// <summary>The measure of every program here: a warm-up stretch, then the best of several timed stretches.</summary>
/// <param name="Seconds">How long a stretch is, about; it ends after the work during which the time runs out.</param>
/// <param name="Count">How many timed stretches.</param>
public sealed record Stretches(double Seconds, int Count)
{
    /// <summary>Five stretches of half a second.</summary>
    public static Stretches Usual { get; } = new(0.5, 5);

    /// <summary>Three stretches of a tenth of a second, to see whether everything runs.</summary>
    public static Stretches Quick { get; } = new(0.1, 3);

    /// <summary>Warms up, then measures.</summary>
    /// <param name="work">Does some work and says how many units of it.</param>
    public Timing Measure(Func<long> work) => Measure([work])[0];

    /// <summary>Several works in turn, stretch by stretch, so that a change of the machine's mood meets all of them.</summary>
    /// <param name="works">Each does some work and says how many units of it.</param>
    public Timing[] Measure(params IReadOnlyList<Func<long>> works)
    {
        var best = new double[works.Count];
        var time = new double[works.Count];
        var units = new long[works.Count];
        Array.Fill(best, double.MaxValue);
        for (var stretch = -1; stretch < Count; stretch++)
        {
            for (var i = 0; i < works.Count; i++)
            {
                var (microseconds, done) = One(works[i]);
                if (stretch >= 0)
                {
                    best[i] = Math.Min(best[i], microseconds / done);
                    time[i] += microseconds;
                    units[i] += done;
                }
            }
        }

        return [.. works.Select((_, i) => new Timing(best[i], time[i] / units[i]))];
    }

    private (double Microseconds, long Units) One(Func<long> work)
    {
        long units = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < Seconds)
        {
            units += work();
        }

        return (clock.Elapsed.TotalMicroseconds, units);
    }
}
