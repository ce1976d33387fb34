using System.CommandLine;
using Feedforward.Activations;
using Feedforward.Cli.Options;
using Feedforward.Cli.Rendering;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Onnx;
using Feedforward.Tabular.BuiltIn;
using Feedforward.Training;

namespace Feedforward.Cli.Commands;

/// <summary><c>gradient-check</c>: backpropagation beside finite differences, of every activation and loss or of a model.</summary>
internal static class GradientCheckCommand
{
    private const int Examples = 8;
    private const int HiddenUnits = 5;

    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "A model file that train wrote.", Arity = ArgumentArity.ZeroOrOne };
        var data = new Argument<string>("DATA") { Description = "Rows with the model's columns and the target.", Arity = ArgumentArity.ZeroOrOne };
        var examples = TypedOption.Whole("--examples", $"How many rows of DATA to take (default: {Examples}).", 1);
        var seed = TypedOption.Seed("--seed", "The initial weights of the networks that are checked without MODEL (default: 0).");
        var json = TypedOption.Switch("--json", "Print one JSON object a line instead (docs/json.md).");
        var command = new Verb(
            "gradient-check",
            "Compare backpropagation with finite differences.",
            $"The gradient that backpropagation finds for every parameter is compared with the central difference (R(θ+ε) − R(θ−ε)) / 2ε, both in double precision.\nWithout MODEL it checks a small network for every activation and loss. It fails, with exit code 1, where a relative error is above {GradientCheck.Tolerance:0e-0}.")
        {
            Examples =
            [
                ("gradient-check", "every activation with every loss"),
                ("gradient-check model.onnx people.csv", "your own network on your own rows (two passes for each parameter)"),
            ],
        };
        command.Add(model);
        command.Add(data);
        command.Add(examples);
        command.Add(seed);
        command.Add(json);
        var reading = new ReadingOptions(command, usualSeed: 1);
        command.SetAction((parsed, cancellation) =>
        {
            var checks = parsed.GetValue(model) is { } path
                ? [OfModel(path)]
                : Of(parsed.GetValue(seed) ?? 0, cancellation);
            GradientReport report = parsed.GetValue(json) ? new(terminal.Output) : new(terminal.Results);
            return Task.FromResult(report.Write(checks) ? ExitCode.Success : ExitCode.Fault);

            (string Network, string Loss, GradientCheck Check) OfModel(string path)
            {
                var loaded = ModelFile.Load(path);
                if (loaded.Members > 1)
                {
                    throw new UsageException($"gradient-check takes one network; '{path}' holds {loaded.Members} of them side by side. Train one without an ensemble.");
                }

                var source = reading.Source(parsed, parsed.GetValue(data) ?? throw new UsageException("gradient-check MODEL also needs DATA: some rows to compute the gradient on."));
                var table = source.Load(terminal, loaded.ReadOptions(reading.Read(parsed)), cancellation);
                var rows = table.Select([.. Enumerable.Range(0, Math.Min(table.Rows, parsed.GetValue(examples) ?? Examples))]);
                return source.Named(() => (
                    loaded.Network.ToString(),
                    loaded.Loss.Name,
                    GradientCheck.Of(loaded.Network, new Dataset(loaded.Encode(rows), loaded.EncodeTarget(rows)), loaded.Loss, cancellation: cancellation)));
            }
        });
        return command;
    }

    private static IEnumerable<(string Network, string Loss, GradientCheck Check)> Of(ulong seed, CancellationToken cancellation)
    {
        foreach (var activation in Activation.All.Where(activation => !activation.IsFlat))
        {
            foreach (var loss in Loss.All)
            {
                var data = ExamplesFor(loss, seed);
                var network = Network.Create(
                    data.Inputs.Columns, seed, new Dense(HiddenUnits, activation), new Dense(HiddenUnits, activation), new Dense(Outputs(loss)));
                yield return (activation.Name, loss.Name, GradientCheck.Of(network, data, loss, cancellation: cancellation));
            }
        }
    }

    private static int Outputs(Loss loss) => loss.Name == Loss.SoftmaxCrossEntropy.Name ? BuiltInData.Named("blobs").ClassNames.Count : loss.OutputsFor(1);

    /// <summary>Rows that a loss can take: classes for the cross entropies and counts, else numbers.</summary>
    private static Dataset ExamplesFor(Loss loss, ulong seed)
    {
        var name = loss.Name == Loss.SoftmaxCrossEntropy.Name ? "blobs"
            : loss.Name == Loss.BinaryCrossEntropy.Name || loss.Name == Loss.PoissonLikelihood.Name ? "moons"
            : "sine";
        var set = BuiltInData.Named(name).Generate(seed, Examples);
        return new Dataset(set.Inputs, Matrix.Column<float>(set.Targets));
    }
}
