using System.Diagnostics;
using System.Globalization;
using Feedforward.Benchmarks.Peers;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Contention;

/// <summary>Training with as many threads as there are cores while another process takes one of the cores, against the quiet machine.</summary>
internal static class ContentionMeasurement
{
    private static readonly string[] s_cases = ["784-128-10:128:sgd:ce", "784-512-512-10:128:sgd:ce"];

    /// <summary>The table for our training and, where it can be had, libtorch's.</summary>
    public static ResultTable Measure(int threads, int rounds, bool isQuick)
    {
        var table = new ResultTable(
            "contention",
            new Column("training", "case"),
            new Column("program", "program"),
            new Column("quiet µs/step", "quiet_us", Column.Significant),
            new Column("one core taken µs/step", "busy_us", Column.Significant),
            new Column("slower by", "factor", "F2"));
        var libtorch = PeerProgram.Build("Feedforward.Peers.LibTorch", out var fault);
        foreach (var name in s_cases)
        {
            foreach (var (program, label) in new[] { (PeerProgram.Ours("training"), "ours"), (libtorch, "libtorch") })
            {
                if (program is null)
                {
                    continue;
                }

                try
                {
                    // In turn, so that neither state has the machine's better hour.
                    double quiet = 0, busy = 0;
                    for (var round = 0; round < rounds; round++)
                    {
                        quiet += Time(program, threads, name, isQuick) / rounds;
                        using var other = new BusyProcess();
                        busy += Time(program, threads, name, isQuick) / rounds;
                    }

                    table.Add(name, label, quiet, busy, busy / quiet);
                }
                catch (PeerFailure failure) when (label != "ours")
                {
                    fault = failure.Message;
                }
            }
        }

        if (fault is not null)
        {
            table.Notes.Add($"libtorch is missing: {fault}");
        }

        return table;
    }

    /// <summary>The mean, not the best: a best stretch would be one in which the other process rested.</summary>
    private static double Time(PeerProgram program, int threads, string name, bool isQuick)
    {
        string[] words = [threads.ToString(CultureInfo.InvariantCulture), name];
        return program.Run(isQuick ? [.. words, "--quick"] : words)[0].GetProperty("us_per_step_mean").GetDouble();
    }

    /// <summary>A process that does nothing but multiply, bound to the first core where the system allows that.</summary>
    private sealed class BusyProcess : IDisposable
    {
        private readonly Process _process;

        public BusyProcess()
        {
            _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["busy"]) { RedirectStandardInput = true })!;
            if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
            {
                _process.ProcessorAffinity = 1;
            }
        }

        public void Dispose()
        {
            _process.StandardInput.Close();
            _process.WaitForExit();
            _process.Dispose();
        }
    }
}
