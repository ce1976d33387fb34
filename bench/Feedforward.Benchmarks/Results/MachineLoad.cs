using System.Globalization;

namespace Feedforward.Benchmarks.Results;

/// <summary>How busy the machine is with other things.</summary>
/// <param name="Average">The system's load average over a minute, or null where it has none.</param>
/// <param name="BusyCores">How many cores' worth of work was done during a second in which this process slept, or null.</param>
internal sealed record MachineLoad(double? Average, double? BusyCores)
{
    private const double MostBusyCores = 0.1;

    /// <summary>Whether nothing else is running. The load average alone still remembers a build that has just ended.</summary>
    public bool IsQuiet => BusyCores is null or < MostBusyCores;

    /// <summary>The figures, in words.</summary>
    public string Sentence => Average is { } average && BusyCores is { } busy
        ? string.Create(CultureInfo.InvariantCulture, $"Before the measurements: load average {average:F2}, {busy:F2} cores busy")
        : "How busy the machine was is not known";

    /// <summary>Watches for a second.</summary>
    public static MachineLoad Observe()
    {
        if (!File.Exists("/proc/loadavg") || !File.Exists("/proc/stat"))
        {
            return new(null, null);
        }

        var average = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        var (busyBefore, allBefore) = Ticks();
        Thread.Sleep(1000);
        var (busy, all) = Ticks();
        return new(average, Environment.ProcessorCount * (double)(busy - busyBefore) / Math.Max(1, all - allBefore));
    }

    /// <summary>The first line of /proc/stat: user, nice, system, idle, waiting for input and output, ….</summary>
    private static (long Busy, long All) Ticks()
    {
        var ticks = File.ReadLines("/proc/stat").First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }
}
