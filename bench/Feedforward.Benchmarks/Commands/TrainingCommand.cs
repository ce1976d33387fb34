using System.CommandLine;
using System.Globalization;
using Feedforward.Benchmarks.Measuring;
using Feedforward.Benchmarks.Training;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>training THREADS CASE...</c>: time per step, one JSON line per case.</summary>
internal static class TrainingCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var threads = new Argument<int>("THREADS") { Description = "How many threads; 0 means all processors." };
        var cases = new Argument<string[]>("CASE")
        {
            Description = "widths:batch:optimizer:loss with sgd, momentum or adam and ce (softmax cross entropy) or mse, for example 784-512-512-10:128:adam:ce. Hidden activation ReLU.",
            Arity = ArgumentArity.OneOrMore,
        };
        var quick = new Option<bool>("--quick") { Description = "Three stretches of a tenth of a second." };
        var command = new Command(
            "training",
            "Time per step of training: the best of 5 stretches of about half a second after one to warm up, on a fresh batch of rows each step. gflops counts the products that are computed, gflops_of_three_products three for every layer.");
        command.Add(threads);
        command.Add(cases);
        command.Add(quick);
        command.SetAction(parsed =>
        {
            var stretches = parsed.GetValue(quick) ? Stretches.Quick : Stretches.Usual;
            foreach (var training in parsed.GetRequiredValue(cases).Select(TrainingCase.Parse).ToList())
            {
                var time = TrainingMeasurement.TimePerStep(training, parsed.GetRequiredValue(threads), stretches);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"case":"{{training}}","threads":{{parsed.GetRequiredValue(threads)}},"us_per_step":{{time.Best:F3}},"us_per_step_mean":{{time.Mean:F3}},"gflops":{{training.Flops / time.Best / 1e3:F2}},"gflops_of_three_products":{{training.FlopsOfThreeProducts / time.Best / 1e3:F2}}}"""));
            }
        });
        return command;
    }
}
