using System.CommandLine;
using System.Text;
using Feedforward.Cli.Options;
using Feedforward.Cli.Rendering;
using Feedforward.Onnx;
using Feedforward.Studio;
using Feedforward.Tabular;

namespace Feedforward.Cli.Commands;

/// <summary><c>predict MODEL DATA|-</c>: predictions as CSV, row by row, in memory that does not grow.</summary>
internal static class PredictCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "A model file that train wrote." };
        var data = new Argument<string>("DATA") { Description = "A file with the model's columns, - for CSV on standard input, or a built-in set." };
        var output = TypedOption.Text("--out", "Where to write the CSV (default: standard output).", "FILE", "-o");
        var probabilities = TypedOption.Switch("--probabilities", "Write probability_CLASS for every class too.");
        var intervals = TypedOption.Switch(
            "--intervals", "Write lower and upper, an interval that holds the truth in 9 of 10 rows (train --interval-level), or 'set', the classes that do, with | between them.");
        var keep = TypedOption.List("--keep", "Columns of the data to write before the prediction.", "COL,…");
        var onError = TypedOption.Choice(
            "--on-error",
            "What to do with a row that cannot be read: 'fail' ends with its line, 'mark' goes on, leaves its prediction empty and says why in a column 'error' (default: fail).",
            [.. Enum.GetValues<RowErrors>().Select(choice => JsonFields.Kebab(choice))]);
        var command = new Verb(
            "predict",
            "Predict rows and write them as CSV.",
            "The CSV has a header, then one line for each row. Rows are read and written as they come, so a file of any size or an endless pipe will do.")
        {
            Examples =
            [
                ("predict model.onnx new.csv -o predictions.csv", "from file to file"),
                ("predict model.onnx new.csv --keep id --probabilities", "with the rows' id and every class's probability"),
                ("predict model.onnx new.csv --intervals", "how far the truth may be from the prediction"),
                ("predict model.onnx - < new.csv", "in a pipe"),
            ],
        };
        command.Add(model);
        command.Add(data);
        command.Add(output);
        command.Add(probabilities);
        command.Add(intervals);
        command.Add(keep);
        command.Add(onError);
        var reading = new ReadingOptions(command, usualSeed: 1);
        command.SetAction((parsed, cancellation) =>
        {
            var loaded = ModelFile.Load(parsed.GetRequiredValue(model));
            var source = reading.Source(parsed, parsed.GetRequiredValue(data));
            var options = new PredictOptions
            {
                Keep = parsed.GetValue(keep) ?? [],
                OnError = parsed.GetValue(onError) is { } choice ? Enum.Parse<RowErrors>(choice, ignoreCase: true) : RowErrors.Fail,
                Read = reading.Read(parsed),
                Probabilities = parsed.GetValue(probabilities),
                Intervals = parsed.GetValue(intervals),
            };
            if (options.Intervals && loaded.Conformal is null)
            {
                throw new UsageException($"--intervals: {loaded.WhyNoIntervals}");
            }

            var marked = Write(terminal, parsed.GetValue(output), text => source.Named(
                () => Predict(terminal, loaded, source, options, new PredictionCsv(text, loaded, options), cancellation)));
            if (marked > 0)
            {
                terminal.Error.WriteLine($"note: {Format.Plural(marked, "row")} could not be read and {(marked == 1 ? "has" : "have")} no prediction.");
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static long Predict(
        Terminal terminal, TabularModel model, DataSource source, PredictOptions options, PredictionCsv csv, CancellationToken cancellation)
    {
        var read = model.ReadOptions(options.Read);
        using var rows = source.Open(terminal, read);
        var names = Enumerable.Range(0, rows.FieldCount).Select(rows.GetName).ToList();
        ColumnNames.Check("--keep", options.Keep, names);
        csv.WriteHeader();
        long marked = 0;
        EncodingCounts? counts = null;
        foreach (var block in model.Predict(rows, options, cancellation))
        {
            foreach (var notice in block.Notices)
            {
                terminal.Error.WriteLine($"note: {notice.Message}");
            }

            csv.Write(block);
            marked += block.Errors.Count;
            counts = block.Counts;
            if (terminal.IsAbandoned)
            {
                break;
            }
        }

        foreach (var notice in counts?.ToNotices() ?? [])
        {
            terminal.Error.WriteLine($"note: {notice.Message}");
        }

        return marked;
    }

    /// <summary>To a file by way of another that becomes it at the end: nobody meets half a file, and a fault leaves the old one.</summary>
    private static long Write(Terminal terminal, string? path, Func<TextWriter, long> write)
    {
        if (path is null)
        {
            return write(terminal.Output);
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"There is no folder '{folder}' for '{path}'. Make it first, or name another place with --out.");
        }

        long marked = 0;
        SafeReplacement.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, Utf8, 1 << 16, leaveOpen: true);
            marked = write(writer);
        });
        return marked;
    }
}
