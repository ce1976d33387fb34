using System.CommandLine;
using Feedforward.Cli.Options;
using Feedforward.Cli.Rendering;
using Feedforward.Experiments;
using Feedforward.Losses;
using Feedforward.Onnx;
using Feedforward.Studio;
using Feedforward.Training;

namespace Feedforward.Cli.Commands;

/// <summary><c>trace MODEL DATA --row N</c>: one example forward and back, neuron by neuron.</summary>
internal static class TraceCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "A model file that train wrote.", Arity = ArgumentArity.ZeroOrOne };
        var data = new Argument<string>("DATA") { Description = "A file with the model's columns and the target, - for CSV on standard input, or a built-in set.", Arity = ArgumentArity.ZeroOrOne };
        var row = TypedOption.Whole("--row", "Which row of the data, counted from 1 (default: 1).", 1);
        var all = TypedOption.Switch("--all", "Show every weight, however many there are.");
        var json = TypedOption.Switch("--json", "Print one JSON object instead (docs/json.md).");
        var command = new Verb(
            "trace",
            "Follow one example through a network.",
            "Each neuron's a = wᵀx + b and h = σ(a), the loss, then δ = ∂ℓ/∂a from the last layer back, and every gradient beside its finite difference.\nWithout MODEL it shows a small worked example: 2-2-1, sigmoid.")
        {
            Examples =
            [
                ("trace", "a network of three neurons, to follow by hand"),
                ("trace model.onnx people.csv --row 7", "what your model makes of row 7"),
            ],
        };
        command.Add(model);
        command.Add(data);
        command.Add(row);
        command.Add(all);
        command.Add(json);
        var reading = new ReadingOptions(command, usualSeed: 1);
        command.SetAction((parsed, cancellation) =>
        {
            var trace = parsed.GetValue(model) is { } path
                ? OfModel(terminal, path, parsed.GetValue(data), reading, parsed, parsed.GetValue(row) ?? 1, cancellation)
                : (WorkedExample.Trace, WorkedExample.Loss);
            if (parsed.GetValue(json))
            {
                JsonLine.Write(terminal.Output, fields => TraceJson.Write(fields, trace.Trace));
            }
            else
            {
                new TraceReport(terminal.Results, parsed.GetValue(all)).Write(trace.Trace, trace.Loss);
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static (Trace Trace, Loss Loss) OfModel(
        Terminal terminal, string path, string? data, ReadingOptions reading, ParseResult parsed, int row, CancellationToken cancellation)
    {
        var model = ModelFile.Load(path);
        if (model.Members > 1)
        {
            throw new UsageException($"trace follows one network; '{path}' holds {model.Members} of them side by side. Train one network, for example with --preset plain.");
        }

        var source = reading.Source(parsed, data ?? throw new UsageException("trace MODEL also needs DATA: the rows of which one is to be followed."));
        var table = source.Load(terminal, model.ReadOptions(reading.Read(parsed)), cancellation);
        if (row > table.Rows)
        {
            throw new UsageException($"--row {row}: {source.Name} has {Format.Plural(table.Rows, "row")}.");
        }

        var one = table.Select([row - 1]);
        return source.Named(() => (Trace.Of(model.Network, model.Encode(one).Row(0), model.EncodeTarget(one).Row(0), model.Loss, cancellation), model.Loss));
    }
}
