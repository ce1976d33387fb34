using System.CommandLine;
using Feedforward.Benchmarks.Commands;

namespace Feedforward.Benchmarks;

/// <summary>The measurements, a verb for each.</summary>
internal static class Application
{
    /// <summary>Runs a command line.</summary>
    /// <returns>0, 1 after a fault or 2 after a command line that means nothing.</returns>
    public static int Run(string[] arguments)
    {
        var root = new RootCommand("How fast and how accurate Feedforward is, on this machine and beside others. docs/performance.md and docs/accuracy.md explain the figures.");
        foreach (var command in (ReadOnlySpan<Command>)
        [
            TabularCommand.Create(),
            PeersCommand.Create(),
            TrainingCommand.Create(),
            PeakCommand.Create(),
            ProductCommand.Create(),
            KernelsCommand.Create(),
            ServeCommand.Create(),
            GrowthCommand.Create(),
            ContentionCommand.Create(),
            ContractCostCommand.Create(),
            StreamingCommand.Create(),
            BusyCommand.Create(),
        ])
        {
            root.Add(command);
        }

        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }

            return 2;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception fault) when (fault is FormatException or FeedforwardException or IOException or ArgumentException or InvalidOperationException)
        {
            Console.Error.WriteLine(fault.Message);
            return fault is FormatException ? 2 : 1;
        }
    }
}
