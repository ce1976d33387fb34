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
    private const int Steps = 4;

    // Large networks on a busy machine take a second a round and more.
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(40);

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
        var (began, rounds) = (Stopwatch.StartNew(), 0);
        for (var round = -1; round < Rounds && GoOn(); round++)
        {
            rounds = round + 1;
            for (var way = 0; way < ways.Length; way++)
            {
                job.Barrier();
                var clock = Stopwatch.StartNew();
                for (var i = 0; i < Steps; i++)
                {
                    // A rank whose training ends would leave the others waiting for it; without sums each learns something else.
                    if (ways[way].Trainer.Advance().IsOver)
                    {
                        throw new InvalidOperationException($"The training with {ways[way].Name} ended ({ways[way].Trainer.Reason}); take a case that learns.");
                    }
                }

                best[way] = round < 0 ? best[way] : Math.Min(best[way], clock.Elapsed.TotalMilliseconds / Steps);
            }
        }

        SumMeasurement.Say(job, $"{training} on {job.Size} processes x {launch?.Threads ?? 1} threads, 8 shards; the best of {rounds} rounds, ms per step");
        for (var way = 0; way < ways.Length; way++)
        {
            SumMeasurement.Say(job, $"{ways[way].Name,-32}{best[way],8:F2}");
        }

        SumMeasurement.Say(job, best[0] < best[1] && best[1] < best[2]
            ? $"of the {best[2] - best[0]:F2} ms that sums take after the pass, {(best[2] - best[1]) / (best[2] - best[0]):P0} are hidden by the pass"
            : "rounds differ more than the ways do: measure on a quieter machine");
        job.Leave(hasFailed: false);

        // The clock of one rank counts for all.
        bool GoOn()
        {
            Span<double> isLate = [job.Rank == 0 && began.Elapsed > s_enough ? 1 : 0];
            job.Share(isLate);
            return isLate[0] == 0;
        }

        Trainer Of(Collective collective) => TrainingMeasurement.TrainerOf(training, launch?.Threads ?? 1, 8, collective);
    }
}
