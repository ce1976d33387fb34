using System.CommandLine;
using System.Globalization;
using Feedforward.Cli.Options;
using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Feedforward.Cli.Commands;

/// <summary><c>export MODEL</c>: a model file in the forms that other programs take.</summary>
internal static class ExportCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "A model file that train wrote, of this version or an older one." };
        var onnx = TypedOption.Text("--onnx", "An ONNX file for any runtime, from the raw columns to the prediction.", "FILE");
        var opset = TypedOption.Whole(
            "--opset",
            $"For --onnx: the version of its operators, {ModelExport.LowestOpset} to {ModelExport.HighestOpset} (default: {ModelExport.UsualOpset}).",
            1);
        var bare = TypedOption.Switch("--without-preprocessing", "For --onnx: a graph that takes the matrix of features instead of the columns.");
        var safetensors = TypedOption.Text("--safetensors", "The weights alone, for NumPy, PyTorch and others.", "FILE");
        var source = TypedOption.Text("--csharp", "One C# file that predicts from a record of the columns; it needs no package.", "FILE");
        var json = TypedOption.Text("--json", "The whole model as readable JSON (docs/export.md).", "FILE");
        var command = new Verb(
            "export",
            "Give a model to other programs.",
            "Several forms may be written at once. A file that is there is replaced, and never half-written. The model file itself is ONNX already; --onnx writes it anew for another opset, without its preprocessing, or as the current version writes it.")
        {
            Examples =
            [
                ("export model.onnx --csharp Credit.cs", "a class to compile into a program of your own"),
                ("export model.onnx --onnx old.onnx --opset 13", "for a runtime of 2020"),
                ("export model.onnx --onnx net.onnx --without-preprocessing", "the network alone, from features to prediction"),
                ("export model.onnx --safetensors weights.safetensors --json model.json", "the weights, and everything as text"),
            ],
        };
        command.Add(model);
        foreach (var option in (ReadOnlySpan<Option>)[onnx, opset, bare, safetensors, source, json])
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(model);
            var files = new Dictionary<Option<string?>, Action<TabularModel, Stream>>
            {
                [onnx] = (loaded, stream) => ModelExport.ToOnnx(
                    loaded, stream, parsed.GetValue(opset) ?? ModelExport.UsualOpset, withPreprocessing: !parsed.GetValue(bare)),
                [safetensors] = ModelExport.ToSafetensors,
                [source] = (loaded, stream) => ModelExport.ToCSharp(loaded, stream, Path.GetFileNameWithoutExtension(parsed.GetValue(source)!)),
                [json] = ModelExport.ToJson,
            };
            var wanted = files.Keys.Where(option => parsed.GetValue(option) is not null).ToList();
            Check(path, [.. wanted.Select(option => (option.Name, parsed.GetValue(option)!))]);
            CheckOnnx(parsed, onnx, opset, bare);
            var loaded = ModelFile.Load(path);

            // What cannot be written is known before anything has been replaced.
            var contents = wanted.ConvertAll(option => Written(stream => files[option](loaded, stream)));
            for (var i = 0; i < wanted.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (file, content) = (parsed.GetValue(wanted[i])!, contents[i]);
                SafeReplacement.Write(file, stream => content.WriteTo(stream));
                terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {content.Length:N0} bytes"));
            }

            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static void Check(string model, IReadOnlyList<(string Option, string File)> files)
    {
        if (files.Count == 0)
        {
            throw new UsageException("Which form is wanted? Name a file for one or more of --onnx, --safetensors, --csharp, --json.");
        }

        var taken = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal)
        {
            [Place(model)] = "the model itself",
        };
        foreach (var (option, file) in files)
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(file));
            if (folder is not null && !Directory.Exists(folder))
            {
                throw new UsageException($"There is no folder '{folder}' for {option} '{file}'. Make it first, or name another place.");
            }

            if (Directory.Exists(file))
            {
                throw new UsageException($"'{file}' is a folder; {option} takes the name of a file.");
            }

            if (!taken.TryAdd(Place(file), option))
            {
                throw new UsageException($"{option} '{file}' would replace {taken[Place(file)]}. Name another file.");
            }
        }
    }

    /// <summary>Where a file lies, behind any links.</summary>
    private static string Place(string file) =>
        (File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName : null) ?? Path.GetFullPath(file);

    private static void CheckOnnx(ParseResult parsed, Option<string?> onnx, Option<int?> opset, Option<bool> bare)
    {
        if (parsed.GetValue(onnx) is null && (parsed.GetValue(opset) is not null || parsed.GetValue(bare)))
        {
            throw new UsageException($"{(parsed.GetValue(bare) ? bare.Name : opset.Name)} goes with --onnx, which is not there.");
        }

        if (parsed.GetValue(opset) is < ModelExport.LowestOpset or > ModelExport.HighestOpset)
        {
            throw new UsageException(string.Create(
                CultureInfo.InvariantCulture,
                $"--opset takes {ModelExport.LowestOpset} to {ModelExport.HighestOpset}, not {parsed.GetValue(opset)}."));
        }
    }

    private static MemoryStream Written(Action<Stream> write)
    {
        var content = new MemoryStream();
        write(content);
        return content;
    }
}
