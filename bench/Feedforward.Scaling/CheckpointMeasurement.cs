using System.Diagnostics;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Training;
using Feedforward.Tabular;

namespace Feedforward.Scaling;

/// <summary>Stretches of ten seconds of training with a checkpoint at their beginning, beside stretches without one, in turn.</summary>
internal static class CheckpointMeasurement
{
    private static readonly TimeSpan s_stretch = TimeSpan.FromSeconds(10);

    public static void Run(string text, int rounds)
    {
        var trainer = TrainingMeasurement.TrainerOf(TrainingCase.Parse(text), Environment.ProcessorCount, 1, null);
        var path = Path.Combine(Environment.CurrentDirectory, "checkpoints-of-a-measurement");
        using var folder = new CheckpointFolder(path, keep: 2);
        var writer = new CheckpointWriter(folder, s_stretch, null);
        trainer.Advance();
        var (with, without) = (new List<(double Wall, double Processor)>(), new List<(double Wall, double Processor)>());
        for (var round = -1; round < rounds; round++)
        {
            // Which of the two comes first changes, so that a trend of the machine meets both.
            for (var half = 0; half < 2; half++)
            {
                var saves = (half == 0) == (round % 2 == 0);
                var (wall, processor) = Stretch(saves);
                if (round >= 0)
                {
                    (saves ? with : without).Add((wall, processor));
                }
            }

            if (round >= 0)
            {
                Console.WriteLine($"round {round + 1}: with {with[^1].Wall:F3} ms a step ({with[^1].Processor:F3} ms of processors), without {without[^1].Wall:F3} ({without[^1].Processor:F3})");
            }
        }

        var size = new FileInfo(folder.Files[0]).Length;
        Console.WriteLine($"a checkpoint of {size / 1e6:F0} MB every {s_stretch.TotalSeconds:F0} s; time of a step with ÷ without: {Best(with, run => run.Wall) / Best(without, run => run.Wall) - 1:+0.0%;-0.0%} (best of {rounds}), {Median(with, run => run.Wall) / Median(without, run => run.Wall) - 1:+0.0%;-0.0%} (medians); processor time {Median(with, run => run.Processor) / Median(without, run => run.Processor) - 1:+0.0%;-0.0%} (medians)");
        Directory.Delete(path, recursive: true);

        (double Wall, double Processor) Stretch(bool saves)
        {
            var process = Process.GetCurrentProcess();
            var (clock, before, steps) = (Stopwatch.StartNew(), process.TotalProcessorTime, 0);
            for (var last = TimeSpan.Zero; clock.Elapsed < s_stretch; steps++)
            {
                var step = trainer.Advance();
                if (saves && steps == 0)
                {
                    writer.Begin(trainer, copy => new CheckpointFile(copy, new Dictionary<string, string>()));
                }
            }

            // What is still being written belongs to this stretch.
            writer.Wait();
            process.Refresh();
            return (clock.Elapsed.TotalMilliseconds / steps, (process.TotalProcessorTime - before).TotalMilliseconds / steps);
        }
    }

    private static double Best(List<(double Wall, double Processor)> runs, Func<(double Wall, double Processor), double> of) => runs.Min(of);

    private static double Median(List<(double Wall, double Processor)> runs, Func<(double Wall, double Processor), double> of) => runs.Select(of).Order().ElementAt(runs.Count / 2);
}
