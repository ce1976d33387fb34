using System.CommandLine;
using System.Globalization;
using Feedforward.Benchmarks.Peak;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>peak</c>: the most multiply-adds the machine does.</summary>
internal static class PeakCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("peak", "The most multiply-adds of 32-bit numbers the machine does: loops of independent chains, on one core and on all at once; best of several short stretches.");
        command.SetAction(_ =>
        {
            var peak = FmaPeak.Measure();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"gflops_one_core":{{peak.OneCore:F1}},"gflops_all_cores":{{peak.AllCores:F1}},"cores":{{Environment.ProcessorCount}}}"""));
        });
        return command;
    }
}
