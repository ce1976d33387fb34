using System.CommandLine;
using System.Globalization;
using Feedforward.Cli.Options;
using Feedforward.Cli.Rendering;
using Feedforward.Onnx;
using Feedforward.Studio;
using Feedforward.Tabular;
using Spectre.Console;

namespace Feedforward.Cli.Commands;

/// <summary><c>import NET</c>: from a network of another program to a model file of ours.</summary>
internal static class ImportCommand
{
    private const string DefaultModel = "model.onnx";

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var network = new Argument<string>("NET") { Description = "An ONNX file with a feed-forward network, as PyTorch, Keras (tf2onnx), scikit-learn (skl2onnx) or ML.NET write it." };
        var output = TypedOption.Text("--out", $"Where to write the model (default: {DefaultModel}).", "FILE", "-o");
        var columns = TypedOption.List("--columns", "The names of the columns, one for each input (default: the graph's own names where it has one for each, else x1,x2,…).", "COL,…");
        var target = TypedOption.Text("--target", "The name of what is predicted (default: target).", "COL", "-t");
        var classes = TypedOption.List("--classes", "The labels of the classes, in the order of the outputs (default: those in the file, else 0,1,…). Linear outputs are then logits.", "LABEL,…");
        var task = TypedOption.Choice(
            "--task", "What is predicted, where the last node does not tell: 'regression' keeps a sigmoid at the end as an activation.", [.. Enum.GetValues<LearningTask>().Select(name => JsonFields.Kebab(name))]);
        var end = TypedOption.Text("--output", "The graph's output to take (default: the one that is computed from all others).", "NAME");
        var scale = TypedOption.Of<float[]>(
            "--scale", "Every number x comes into the network as (x − MEAN)/DEVIATION, such as 0,255 for pixels (default: as it is).", "MEAN,DEVIATION", "two numbers such as 0,255, the second above 0", Scale);
        var command = new Verb(
            "import",
            "Make a model of a network that another program trained.",
            "The graph's nodes are recognised as layers, so that the model can be inspected, traced, evaluated and trained further. What cannot be recognised is refused with the node's name. docs/import.md lists what is known.")
        {
            Examples =
            [
                ("import net.onnx", "columns x1, x2, …"),
                ("import net.onnx --columns age,height --target tall --classes no,yes", "with names of your own"),
                ("import mnist.onnx --scale 0,255 -o digits.onnx", "pixels from 0 to 255 for a network that takes 0 to 1"),
                ("train people.csv -t tall --from net.onnx", "go on training at once, with the table's columns"),
            ],
        };
        command.Add(network);
        foreach (var option in (ReadOnlySpan<Option>)[output, columns, target, classes, task, end, scale])
        {
            command.Add(option);
        }

        command.SetAction((parsed, _) =>
        {
            var path = parsed.GetRequiredValue(network);
            var into = parsed.GetValue(output) ?? DefaultModel;
            CheckPlace(path, into);
            if (File.Exists(path) && !OnnxNetwork.IsForeign(path) && ModelFile.IsTable(path))
            {
                throw new UsageException($"'{path}' is a model of Feedforward already; there is nothing to import.");
            }

            var imported = OnnxNetwork.Load(path, new ImportOptions
            {
                Output = parsed.GetValue(end),
                Task = parsed.GetValue(task) is { } name ? Enum.Parse<LearningTask>(name, ignoreCase: true) : null,
            });
            // An absent option with an array reads as an empty one.
            var scaling = parsed.GetValue(scale) is { Length: 2 } given ? given : [0, 1];
            var model = imported.ToModel(new ImportedTable
            {
                Columns = parsed.GetValue(columns) is { Length: > 0 } names ? names : null,
                Target = parsed.GetValue(target) ?? "target",
                Classes = parsed.GetValue(classes) is { Length: > 0 } labels ? labels : null,
                Mean = scaling[0],
                Deviation = scaling[1],
            });
            ModelFile.Save(model, into);
            foreach (var notice in imported.Notices)
            {
                terminal.Error.WriteLine($"note: {notice}");
            }

            ModelReport.Write(terminal.Results, Path.GetFileName(into), model);
            if (imported.Difference is { } difference)
            {
                terminal.Results.MarkupLine(string.Create(
                    CultureInfo.InvariantCulture, $"compared with the file's own nodes: predictions differ by {difference:0.0e+0} of the largest at most"));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void CheckPlace(string path, string into)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(into))
        {
            throw new UsageException($"'{into}' is the network to import; name another file for the model with --out.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(into));
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"There is no folder '{folder}' for '{into}'. Make it first, or name another place with --out.");
        }
    }

    private static float[]? Scale(string text)
    {
        var numbers = text.Split(',').Select(part => float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : float.NaN).ToArray();
        return numbers is [var mean, > 0 and var deviation] && float.IsFinite(mean) && float.IsFinite(deviation) ? numbers : null;
    }
}
