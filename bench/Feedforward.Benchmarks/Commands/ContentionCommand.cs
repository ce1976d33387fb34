using System.CommandLine;
using Feedforward.Benchmarks.Contention;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>contention</c>: training while another process takes a core.</summary>
internal static class ContentionCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "Threads of training.", HelpName = "N", DefaultValueFactory = _ => 2 };
        var command = new Command("contention", "Training while a busy process takes one core, against the quiet machine; ours and libtorch's.");
        command.Add(threads);
        var options = new MeasureOptions(command);
        command.SetAction(parsed =>
        {
            var places = options.Places(parsed);
            var report = new Report("contention", Machine.Observe());
            report.Add(null, ContentionMeasurement.Measure(parsed.GetValue(threads), options.IsQuick(parsed) ? 1 : 2, options.IsQuick(parsed)));
            report.Publish(places);
        });
        return command;
    }
}
