using System.Diagnostics;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Training;
using Feedforward.Mpi;
using Feedforward.Training;

namespace Feedforward.Scaling;

/// <summary>A step with the sums on their way while the layers below are computed, with the sums after the pass, and without sums; in turn.</summary>
internal static class OverlapMeasurement
{
    private const int Rounds = 12;
    private const int Steps = 8;

    public static void Run(string text)
    {
        var training = TrainingCase.Parse(text);
        var launch = MpiLaunch.Find();
        var job = MpiCollective.Join(launch);
        (string Name, Trainer Trainer)[] ways =
        [
            ("no sums", Of(new WithoutSums(job))),
            ("sums during the backward pass", Of(job)),
            ("sums after it", Of(new AfterThePass(job))),
        ];
        var best = new double[ways.Length];
        Array.Fill(best, double.MaxValue);
        for (var round = -1; round < Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                job.Barrier();
                var clock = Stopwatch.StartNew();
                for (var i = 0; i < Steps; i++)
                {
                    ways[way].Trainer.Advance();
                }

                best[way] = round < 0 ? best[way] : Math.Min(best[way], clock.Elapsed.TotalMilliseconds / Steps);
            }
        }

        SumMeasurement.Say(job, $"{training} on {job.Size} processes x {launch?.Threads ?? 1} threads, 8 shards; the best of {Rounds} rounds, ms per step");
        for (var way = 0; way < ways.Length; way++)
        {
            SumMeasurement.Say(job, $"{ways[way].Name,-32}{best[way],8:F2}");
        }

        SumMeasurement.Say(job, $"of the {best[2] - best[0]:F2} ms that sums take after the pass, {(best[2] - best[1]) / (best[2] - best[0]):P0} are hidden by the pass");
        job.Leave(hasFailed: false);

        Trainer Of(Collective collective) => TrainingMeasurement.TrainerOf(training, launch?.Threads ?? 1, 8, collective);
    }
}
