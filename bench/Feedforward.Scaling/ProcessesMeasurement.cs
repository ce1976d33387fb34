using System.Diagnostics;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Training;
using Feedforward.Mpi;

namespace Feedforward.Scaling;

/// <summary>The same training by one process with two threads and by two processes with one thread each, started in turn.</summary>
internal static class ProcessesMeasurement
{
    private const int Repeats = 10;
    private const int StepsOfRepeat = 8;

    /// <summary>Prints the time of a step, in ms: the best of several repeats.</summary>
    public static void Steps(string text, int threads, int shards)
    {
        var job = MpiLaunch.Find() is { } launch ? MpiCollective.Join(launch) : null;
        var trainer = TrainingMeasurement.TrainerOf(TrainingCase.Parse(text), threads, shards, job);
        var best = double.MaxValue;
        for (var repeat = -1; repeat < Repeats; repeat++)
        {
            job?.Barrier();
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < StepsOfRepeat; i++)
            {
                trainer.Advance();
            }

            best = repeat < 0 ? best : Math.Min(best, clock.Elapsed.TotalMilliseconds / StepsOfRepeat);
        }

        if (job is not { Rank: > 0 })
        {
            SumMeasurement.WriteLine($"{best:F4}");
        }

        job?.Leave(hasFailed: false);
    }

    /// <summary>Starts both in turn and prints their times and ratios.</summary>
    public static void Run(string text, int rounds)
    {
        string[] self = ["dotnet", typeof(ProcessesMeasurement).Assembly.Location, "steps", text];
        var times = new List<(double Threads, double Whole, double Processes)>();
        for (var round = 0; round < rounds; round++)
        {
            times.Add((
                Of([.. self, "2", "8"]),
                Of([.. self, "2", "1"]),
                Of(["mpirun", "--oversubscribe", "--bind-to", "none", "-n", "2", .. self, "1", "8"])));
            var (threads, whole, processes) = times[^1];
            Console.WriteLine($"round {round + 1}: 1 process x 2 threads {threads:F2} ms (without shards {whole:F2} ms), 2 processes x 1 thread {processes:F2} ms; rate {threads / processes:F2}");
        }

        var (best, bestWhole, bestProcesses) = (times.Min(time => time.Threads), times.Min(time => time.Whole), times.Min(time => time.Processes));
        Console.WriteLine($"best of {rounds}: {best:F2} ms ({bestWhole:F2} ms), {bestProcesses:F2} ms: the processes have {best / bestProcesses:F2} of the threads' rate, {bestWhole / bestProcesses:F2} of that without shards");
    }

    private static double Of(string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true };
        start.Environment["TERM"] = "dumb";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output.Trim());
    }
}
