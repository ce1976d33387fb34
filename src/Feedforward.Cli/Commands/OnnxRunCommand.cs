using System.CommandLine;
using System.Globalization;
using Feedforward.Cli.Options;
using Feedforward.Cli.Rendering;
using Feedforward.Onnx;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Operators;
using Feedforward.Onnx.Wire;
using Feedforward.Tabular;

namespace Feedforward.Cli.Commands;

/// <summary><c>onnx-run MODEL --inputs … --outputs … --expected …</c>: an ONNX graph, node by node, on tensors in files.</summary>
internal static class OnnxRunCommand
{
    private const double UsualRelative = 1e-3;
    private const double UsualAbsolute = 1e-7;
    private const int ShownElements = 8;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "An ONNX file: one operator or a small graph." };
        var inputs = TypedOption.List("--inputs", "Files with the inputs (TensorProto), in the order of the model.", "FILE,…");
        var outputs = TypedOption.List("--outputs", "Files to write the outputs to (TensorProto), in the order of the model.", "FILE,…");
        var expected = TypedOption.List("--expected", "Files with the outputs that there should be; what differs is printed and ends with exit code 1.", "FILE,…");
        var relative = TypedOption.Number(
            "--rtol", "By which part of the expected number an output may differ (default: 0.001).", "a number from 0", value => value >= 0);
        var absolute = TypedOption.Number(
            "--atol", "By how much an output may differ besides (default: 1e-7).", "a number from 0", value => value >= 0);
        var external = TypedOption.Switch(
            "--allow-external-data", "Read weights that lie in files of their own beside the model: plain files in its folder only.");
        var command = new Verb(
            "onnx-run",
            "Run an ONNX graph node by node.",
            "For looking into a model and for the conformance cases of the ONNX project, not for speed. What is not there ends with exit code 3 and a line 'unsupported: OPERATOR'. docs/onnx-operators.md lists what is.")
        {
            Examples =
            [
                ("onnx-run model.onnx --inputs x.pb --outputs y.pb", "from file to file"),
                ("onnx-run test_gemm_alpha/model.onnx --inputs input_0.pb,input_1.pb,input_2.pb --expected output_0.pb", "a conformance case"),
            ],
        };
        command.Add(model);
        command.Add(inputs);
        command.Add(outputs);
        command.Add(expected);
        command.Add(relative);
        command.Add(absolute);
        command.Add(external);
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                var path = parsed.GetRequiredValue(model);
                var evaluator = Named(path, () => Load(path, parsed.GetValue(external)));
                evaluator.CheckOperators();
                var given = Given(evaluator, parsed.GetValue(inputs) ?? []);
                var written = parsed.GetValue(outputs) ?? [];
                var wanted = parsed.GetValue(expected) ?? [];
                CheckCount("--outputs", written.Length, evaluator.Outputs.Count);
                CheckCount("--expected", wanted.Length, evaluator.Outputs.Count);
                CheckFolders(written);
                var results = Named(path, () => evaluator.Run(given, GraphEvaluator.UsualMemory, cancellation));
                for (var i = 0; i < written.Length; i++)
                {
                    var message = results[i].ToMessage(evaluator.Outputs[i].Name);
                    SafeReplacement.Write(written[i], stream => Write(message, stream));
                }

                if (written.Length == 0 && wanted.Length == 0)
                {
                    Show(terminal, evaluator, results);
                }

                var tolerance = (parsed.GetValue(relative) ?? UsualRelative, parsed.GetValue(absolute) ?? UsualAbsolute);
                return Task.FromResult(Compare(terminal, evaluator, results, wanted, tolerance) ? ExitCode.Success : ExitCode.Fault);
            }
            catch (UnsupportedOperatorException fault)
            {
                // The name alone for programs; the message for people follows on standard error.
                terminal.Output.WriteLine($"unsupported: {fault.Operator}");
                throw;
            }
        });
        return command;
    }

    private static GraphEvaluator Load(string path, bool withExternalData)
    {
        var bytes = WholeFile.Read(path);
        var model = ModelProto.Of(bytes);
        var external = new ExternalData(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (withExternalData && model.Graph is { } graph)
        {
            external.Load(graph);
        }

        return new GraphEvaluator(model, bytes.Length + external.BytesRead);
    }

    /// <summary>One file for each input, where inputs that have a value in the model count only if all are given.</summary>
    private static Dictionary<string, Tensor> Given(GraphEvaluator evaluator, string[] paths)
    {
        var names = paths.Length == evaluator.AllInputs.Count ? evaluator.AllInputs : evaluator.Inputs;
        if (paths.Length != names.Count)
        {
            throw new UsageException(
                $"--inputs: the model takes {Format.Plural(names.Count, "input")}{(names.Count > 0 ? $" ({string.Join(", ", names.Select(input => input.Name))})" : "")}; "
                + $"{Format.Plural(paths.Length, "file")} {(paths.Length == 1 ? "is" : "are")} given.");
        }

        var given = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        for (var i = 0; i < paths.Length; i++)
        {
            given[names[i].Name] = Read(paths[i]);
        }

        return given;
    }

    private static Tensor Read(string path) => Named(path, () =>
    {
        var bytes = WholeFile.Read(path);
        return TensorElementKind.Read(TensorProto.Read(new WireReader(bytes)), new ReadAllowance(bytes.Length + (16L << 20)), "TensorProto");
    });

    private static bool Compare(
        Terminal terminal, GraphEvaluator evaluator, IReadOnlyList<Tensor> results, string[] paths, (double Relative, double Absolute) tolerance)
    {
        var isEqual = true;
        for (var i = 0; i < paths.Length; i++)
        {
            var expected = Read(paths[i]);
            var comparison = TensorComparison.Of(
                results[i], expected, tolerance.Relative, tolerance.Absolute, new ReadAllowance(GraphEvaluator.UsualMemory));
            isEqual &= comparison.IsEqual;
            terminal.Output.WriteLine(Summary(evaluator.Outputs[i].Name, results[i], comparison));
            foreach (var difference in comparison.Differences)
            {
                terminal.Output.WriteLine($"  {difference}");
            }

            if (comparison.Count > comparison.Differences.Count && comparison.Differences.Count == TensorComparison.Most)
            {
                terminal.Output.WriteLine($"  … and {Format.Count(comparison.Count - comparison.Differences.Count)} more");
            }
        }

        return isEqual;
    }

    private static string Summary(string name, Tensor found, TensorComparison comparison)
    {
        var what = $"{name}: {found.Type} {found.ShapeText} ";
        var error = found.Type.IsFloating() && double.IsFinite(comparison.LargestRelative)
            ? string.Create(CultureInfo.InvariantCulture, $", largest relative difference {comparison.LargestRelative:0.0e0}, absolute {comparison.LargestAbsolute:0.0e0}")
            : "";
        return what + (comparison.IsEqual ? "agrees" : $"differs in {Format.Count(comparison.Count)} of {Format.Count(found.Count)}") + error;
    }

    private static void Show(Terminal terminal, GraphEvaluator evaluator, IReadOnlyList<Tensor> results)
    {
        for (var i = 0; i < results.Count; i++)
        {
            var tensor = results[i];
            var elements = Enumerable.Range(0, Math.Min(tensor.Count, ShownElements)).Select(tensor.ElementText);
            terminal.Output.WriteLine(
                $"{evaluator.Outputs[i].Name}: {tensor.Type} {tensor.ShapeText} {string.Join(" ", elements)}{(tensor.Count > ShownElements ? " …" : "")}");
        }
    }

    private static void Write(TensorProto message, Stream stream)
    {
        var buffered = new BufferedStream(stream, 1 << 16);
        message.Write(new WireWriter(buffered));
        buffered.Flush();
    }

    private static void CheckCount(string option, int given, int there)
    {
        if (given > there)
        {
            throw new UsageException($"{option}: the model gives {Format.Plural(there, "output")}; {Format.Plural(given, "file")} {(given == 1 ? "is" : "are")} named.");
        }
    }

    private static void CheckFolders(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            {
                throw new UsageException($"--outputs: there is no folder for '{path}'. Make it first, or name another place.");
            }
        }
    }

    /// <summary>Puts the file's name before the message of whatever is wrong with it.</summary>
    private static T Named<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ModelFileException fault)
        {
            throw new ModelFileException($"{path}: {fault.Message}", fault.InnerException);
        }
    }
}
