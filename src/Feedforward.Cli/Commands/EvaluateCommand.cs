using System.CommandLine;
using Feedforward.Cli.Options;
using Feedforward.Cli.Rendering;
using Feedforward.Onnx;

namespace Feedforward.Cli.Commands;

/// <summary><c>evaluate MODEL DATA</c>: how well a model predicts rows whose target is known.</summary>
internal static class EvaluateCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "A model file that train wrote." };
        var data = new Argument<string>("DATA") { Description = "A file with the model's columns and the target, - for CSV on standard input, or a built-in set." };
        var json = TypedOption.Switch("--json", "Print one JSON object instead (docs/json.md).");
        var command = new Verb(
            "evaluate",
            "Compare predictions with known targets.",
            "A built-in set is made with another seed than train uses, so its rows are new to the model.")
        {
            Examples =
            [
                ("evaluate model.onnx digits", "digits that the model has not seen"),
                ("evaluate model.onnx test.csv", "accuracy, log loss, AUC and who is taken for whom; or RMSE, MAE and R²"),
                ("evaluate model.onnx test.csv --json", "for a program"),
            ],
        };
        command.Add(model);
        command.Add(data);
        command.Add(json);
        var reading = new ReadingOptions(command, usualSeed: 1);
        command.SetAction((parsed, cancellation) =>
        {
            var loaded = ModelFile.Load(parsed.GetRequiredValue(model));
            var source = reading.Source(parsed, parsed.GetRequiredValue(data));
            var table = source.Load(terminal, loaded.ReadOptions(reading.Read(parsed)), cancellation);
            var evaluation = source.Named(() => loaded.Evaluate(table));
            if (parsed.GetValue(json))
            {
                EvaluationJson.Write(terminal.Output, loaded, evaluation);
            }
            else
            {
                EvaluationReport.Write(terminal, loaded, evaluation);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
