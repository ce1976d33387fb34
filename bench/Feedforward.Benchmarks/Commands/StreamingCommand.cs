using System.CommandLine;
using Feedforward.Benchmarks.Results;
using Feedforward.Benchmarks.Streaming;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>streaming</c>: rows per second of a training whose rows are streamed from a file, beside one in memory.</summary>
internal static class StreamingCommand
{
    private const string FileName = "streaming.csv";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var rows = new Option<long>("--rows") { Description = "Rows of the file, of 100 numbers.", HelpName = "N", DefaultValueFactory = _ => 400_000 };
        var epochs = new Option<int>("--epochs") { Description = "Epochs of each.", HelpName = "N", DefaultValueFactory = _ => 4 };
        var memory = new Option<int>("--memory") { Description = "MiB for streaming.", HelpName = "N", DefaultValueFactory = _ => 64 };
        var threads = new Option<int>("--threads") { Description = "Threads; 0 means all processors.", HelpName = "N" };
        var file = new Option<string?>("--file") { Description = "The CSV file, which is made where it is not there and stays; else one for the measurement alone.", HelpName = "FILE" };
        var command = new Command("streaming", "Training 100-256-256-1 on rows that are streamed from a CSV file, against the same rows in memory.");
        foreach (var option in (ReadOnlySpan<Option>)[rows, epochs, memory, threads, file])
        {
            command.Add(option);
        }

        var options = new MeasureOptions(command);
        command.SetAction(parsed =>
        {
            var places = options.Places(parsed);
            var isQuick = options.IsQuick(parsed);
            var report = new Report("streaming", Machine.Observe());
            var folder = parsed.GetValue(file) is null ? Directory.CreateTempSubdirectory("feedforward-").FullName : null;
            try
            {
                report.Add(null, StreamingMeasurement.Measure(
                    parsed.GetValue(file) ?? Path.Combine(folder!, FileName),
                    isQuick ? 40_000 : parsed.GetValue(rows),
                    isQuick ? 2 : parsed.GetValue(epochs),
                    (long)parsed.GetValue(memory) << 20,
                    parsed.GetValue(threads)));
            }
            finally
            {
                if (folder is not null)
                {
                    Directory.Delete(folder, recursive: true);
                }
            }

            report.Publish(places);
        });
        return command;
    }
}
