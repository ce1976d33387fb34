using Feedforward.Benchmarks.Results;
using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Streaming;

/// <summary>
/// Training a 100-256-256-1 network on rows in memory and on the same rows streamed from a CSV file, parsed rows kept on the disk or parsed
/// in each epoch. Processor time tells more than the clock on a machine that others use too. The three take an epoch in turn, so that none has the machine's better hour.
/// </summary>
internal static class StreamingMeasurement
{
    private const int Columns = 100;

    /// <summary>The table.</summary>
    /// <param name="path">The CSV file; made where it is not there.</param>
    /// <param name="rows">Rows to make.</param>
    /// <param name="epochs">Epochs of each.</param>
    /// <param name="memory">Bytes for streaming.</param>
    /// <param name="threads">Threads; 0 for all processors.</param>
    public static ResultTable Measure(string path, long rows, int epochs, long memory, int threads)
    {
        if (!File.Exists(path))
        {
            GeneratedRows.Write(path, rows, Columns);
        }

        var options = new TabularOptions
        {
            Target = "y",
            Task = LearningTask.Regression,
            Preset = Presets.Plain,
            Hidden = [256, 256],
            BatchSize = 256,
            Epochs = epochs,
            Patience = int.MaxValue,
            Threads = threads,
        };
        var streaming = new StreamingOptions { Memory = memory };
        var source = RowSource.Open(path);
        using var cached = TabularTraining.Prepare(source, options, streaming with { CacheFolder = Path.GetDirectoryName(Path.GetFullPath(path)) });
        using var parsed = TabularTraining.Prepare(source, options, streaming);
        using var inMemory = TabularTraining.Prepare(Table.Load(path), options);
        (string Name, TabularTraining Training)[] trainings = [("in memory", inMemory), ("streamed, kept parsed", cached), ("streamed, parsed each epoch", parsed)];

        var table = new ResultTable(
            "streaming",
            new Column("epoch", "epoch"),
            new Column("rows", "rows_are"),
            new Column("rows/s", "rows_per_second", Column.Significant),
            new Column("of in memory", "ratio", "F2"),
            new Column("processor µs/row", "processor_us_per_row", Column.Significant),
            new Column("waiting for rows", "waiting_share", "F2"),
            new Column("validation RMSE", "rmse", "F4"));
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var ofMemory = 0.0;
            foreach (var (name, training) in trainings)
            {
                var (before, processor) = (training.Trainer.StepTime, Environment.CpuUsage.TotalTime);
                while (training.Advance().Epoch is null)
                {
                }

                var pace = training.PartRows.Train / (training.Trainer.StepTime - before).TotalSeconds;
                var work = (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / training.PartRows.Train;
                ofMemory = training == inMemory ? pace : ofMemory;
                table.Add($"{epoch}", name, pace, pace / ofMemory, work, training.Epochs[^1].Waiting?.Share ?? 0, training.Epochs[^1].ValidationMetric ?? double.NaN);
            }
        }

        foreach (var (name, training) in trainings)
        {
            table.Notes.Add($"{name}: test RMSE {training.Finish().Test!.Metrics["rmse"]:F4}");
        }

        table.Notes.Add("The window that comes next is read while the others have their turn: of an epoch of n windows one n-th is for free.");
        return table;
    }
}
