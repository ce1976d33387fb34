using System.CommandLine;
using Feedforward.Cli.Options;
using Feedforward.Cli.Rendering;
using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Feedforward.Cli.Commands;

/// <summary><c>inspect DATA|MODEL</c>: what is in a table or a model file.</summary>
internal static class InspectCommand
{
    /// <summary>The first byte of every ONNX file: field 1, a varint. No text begins with it.</summary>
    private const int OnnxStart = 0x08;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var subject = new Argument<string>("DATA|MODEL") { Description = "A data file, - for CSV on standard input, a built-in set, or a model file." };
        var target = TypedOption.Text("--target", "The column to predict, to see the task and the classes too.", "COL", "-t");
        var json = TypedOption.Switch("--json", "Print one JSON object instead (docs/json.md).");
        var command = new Verb(
            "inspect",
            "Look into a table or a model.",
            "Nothing is trained. Of a table: each column's type, missing and distinct values, and what train would leave out. Of a model: its layers, parameters and columns, and how it was trained.")
        {
            Examples =
            [
                ("inspect people.csv", "the columns, and what is odd about them"),
                ("inspect model.onnx", "the network, what it reads, and how it was trained"),
                ("inspect digits", "a built-in set"),
            ],
        };
        command.Add(subject);
        command.Add(target);
        command.Add(json);
        var reading = new ReadingOptions(command, usualSeed: 0);
        command.SetAction((parsed, cancellation) =>
        {
            var word = parsed.GetRequiredValue(subject);
            if (IsModel(word))
            {
                var model = ModelFile.Load(word);
                if (parsed.GetValue(json))
                {
                    InspectionJson.Write(terminal.Output, model);
                }
                else
                {
                    ModelReport.Write(terminal.Results, Path.GetFileName(word), model);
                }

                return Task.FromResult(ExitCode.Success);
            }

            var source = reading.Source(parsed, word);
            var table = source.Load(terminal, reading.Read(parsed), cancellation);
            var named = parsed.GetValue(target);
            ColumnNames.Check("--target", named is null ? [] : [named], [.. table.Columns.Select(column => column.Name)]);
            var (schema, notices) = source.Named(() => Schema.Infer(table, new SchemaOptions { Target = named ?? source.Target }));
            var summaries = TableSummary.Of(table, schema);
            if (parsed.GetValue(json))
            {
                InspectionJson.Write(terminal.Output, source.Name, table, schema, summaries, notices);
            }
            else
            {
                TableReport.Write(terminal.Results, source.Name, table, schema, summaries, notices);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static bool IsModel(string word)
    {
        if (!File.Exists(word))
        {
            return word.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
        }

        using var file = File.OpenRead(word);
        return file.ReadByte() == OnnxStart || word.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase);
    }
}
