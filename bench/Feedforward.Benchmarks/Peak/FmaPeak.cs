using System.Diagnostics;

namespace Feedforward.Benchmarks.Peak;

/// <summary>The most multiply-adds the machine does, in GFLOP/s of 32-bit numbers.</summary>
/// <param name="OneCore">On one thread while the other cores rest.</param>
/// <param name="AllCores">On as many threads as there are cores, together.</param>
internal sealed record FmaPeak(double OneCore, double AllCores)
{
    private const int StepsOfAStretch = 8_000_000;

    /// <summary>Measures both, best of some stretches of some tens of milliseconds.</summary>
    public static FmaPeak Measure(int stretches = 10) =>
        new(Gigaflops(1, stretches), Gigaflops(Environment.ProcessorCount, stretches));

    /// <summary>The share of the peak that so many threads have.</summary>
    public double Of(int threads) => threads >= Environment.ProcessorCount ? AllCores : OneCore * threads;

    /// <summary>GFLOP/s of so many threads together, best stretch; a stretch begins when all are ready and ends with the last.</summary>
    public static double Gigaflops(int threads, int stretches)
    {
        var best = 0.0;
        for (var stretch = 0; stretch <= stretches; stretch++)
        {
            using var start = new Barrier(threads);
            var ends = new long[threads];
            var begins = new long[threads];
            var operations = new double[threads];
            var others = Enumerable.Range(1, threads - 1).Select(index => new Thread(() => Run(index))).ToList();
            others.ForEach(thread => thread.Start());
            Run(0);
            others.ForEach(thread => thread.Join());
            best = Math.Max(best, operations.Sum() / Stopwatch.GetElapsedTime(begins.Min(), ends.Max()).TotalSeconds / 1e9);

            void Run(int index)
            {
                start.SignalAndWait();
                begins[index] = Stopwatch.GetTimestamp();
                operations[index] = FmaLoops.Run(StepsOfAStretch);
                ends[index] = Stopwatch.GetTimestamp();
            }
        }

        return best;
    }
}
