using System.CommandLine;
using System.Globalization;
using System.Net;
using Feedforward.Cli.Options;
using Feedforward.Onnx;
using Feedforward.Studio;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;

namespace Feedforward.Cli.Commands;

/// <summary><c>studio</c>: a page in the browser where the engine explains itself, until a signal asks for the end.</summary>
internal static class StudioCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var words = new Argument<string[]>("FILE")
        {
            Description = "A model file that train wrote, a table (a file, or a built-in set), or both: the table's rows then go through the model.",
            Arity = new ArgumentArity(0, 2),
        };
        var port = TypedOption.Whole("--port", $"The port; 0 takes a free one (default: {StudioOptions.UsualPort}).", 0);
        var command = new Verb(
            "studio",
            "See a network think: a page in the browser, computed by this engine.",
            "Prints an address to open in a browser: networks that train step by step on your data, a model under the microscope and asked for predictions, the perceptron and XOR, the noise of minibatches, approximation, likelihood. Only this machine can reach the page, and it asks no other machine for anything. A signal (Ctrl-C, SIGTERM) ends it. docs/studio.md has the whole story.")
        {
            Examples =
            [
                ("studio", "on http://127.0.0.1:8090"),
                ("studio people.csv", "with a table of yours to train on"),
                ("studio model.onnx people.csv", "your model under the microscope, with the rows of a table"),
                ("studio model.onnx", "your model; rows are typed in the page"),
                ("studio --port 0", "on a free port"),
            ],
        };
        command.Add(words);
        command.Add(port);
        var folder = TypedOption.Text("--folder", "Where runs and tables are kept (default: in your own application data).", "DIR");
        command.Add(folder);
        command.SetAction((parsed, cancellation) =>
        {
            var number = parsed.GetValue(port) ?? StudioOptions.UsualPort;
            if (number > IPEndPoint.MaxPort)
            {
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--port takes a number from 0 to {IPEndPoint.MaxPort}, not {number}."));
            }

            var (model, data) = Sorted(terminal, parsed.GetValue(words) ?? []);
            var options = new StudioOptions { Port = number, Model = model, Data = data, Log = line => terminal.Error.WriteLine($"note: {line}") };
            return RunAsync(terminal, parsed.GetValue(folder) is { } place ? options with { Folder = place } : options, cancellation);
        });
        return command;
    }

    /// <summary>Which of the words is the model and which the table.</summary>
    private static (string? Model, string? Data) Sorted(Terminal terminal, string[] words)
    {
        var models = words.Where(IsModel).ToList();
        var tables = words.Where(word => !IsModel(word)).ToList();
        if (models.Count > 1 || tables.Count > 1)
        {
            throw new UsageException($"'{words[0]}' and '{words[1]}' are both {(models.Count > 1 ? "models" : "tables")}. The studio begins with one model, one table, or one of each.");
        }

        foreach (var table in tables)
        {
            Check(terminal, table);
        }

        return (models.FirstOrDefault(), tables.FirstOrDefault());
    }

    private static bool IsModel(string word) =>
        BuiltInData.Find(word) is null && File.Exists(word) && (Path.GetExtension(word).Equals(".onnx", StringComparison.OrdinalIgnoreCase) || ModelFile.IsTable(word));

    /// <summary>Says now, and not on the page, that a file is no table.</summary>
    private static void Check(Terminal terminal, string word)
    {
        if (word == DataSource.StandardInput)
        {
            throw new UsageException("The studio reads files, not standard input. Name a file.");
        }

        try
        {
            using var rows = DataSource.Named(word, seed: 1, rows: null).Open(terminal, ReadOptions.Default);
        }
        catch (DataException fault) when (File.Exists(word))
        {
            throw new DataException($"'{word}' is neither a model file nor a table that can be read. {fault.Message}", fault.Row, fault.Column, fault);
        }
    }

    private static async Task<int> RunAsync(Terminal terminal, StudioOptions options, CancellationToken cancellation)
    {
        await using var studio = new StudioServer(options);
        await studio.StartAsync(cancellation);
        await terminal.Output.WriteLineAsync($"the studio is at {studio.Url} (Ctrl-C ends it)");
        await terminal.Output.FlushAsync(CancellationToken.None);
        await StudioPage.WaitAsync(cancellation);
        return ExitCode.Success;
    }
}
