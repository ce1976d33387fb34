using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>
/// XOR: a half-space gets at most 3 of the 4 points right, so the perceptron and logistic regression cannot learn it,
/// and one hidden layer of two neurons can. How often it does depends on the activation, the width and the seed.
/// </summary>
public static class XorExperiment
{
    /// <summary>
    /// A mean cross entropy below 0.1 over four points leaves no point above 0.4, and a point that is wrong costs at least
    /// log 2 = 0.69: below this risk all four are right.
    /// </summary>
    private const double LearnedRisk = 0.1;

    private const int GridSide = 41;
    private const int LinearEpochs = 200;
    private const ulong LinearSeeds = 20;

    private static readonly Dataset s_data = new(LogicTable.Xor.Inputs, Matrix.Column<float>(LogicTable.Xor.Labels));

    /// <summary>Runs the experiment.</summary>
    /// <param name="options">The choices; the usual ones if null.</param>
    /// <param name="progress">Told of each activation and width when its networks are trained; or null.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    public static XorReport Run(XorOptions? options = null, IProgress<XorRate>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new XorOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Seeds, nameof(options));
        var rates = new List<XorRate>();
        XorSolution? solution = null;
        foreach (var activation in options.Activations)
        {
            foreach (var width in options.Widths)
            {
                var epochs = new List<int>();
                for (var seed = options.FirstSeed; seed < options.FirstSeed + (ulong)options.Seeds; seed++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (Learn(activation, width, seed, options) is not { } learned)
                    {
                        continue;
                    }

                    epochs.Add(learned.Epochs);
                    if (width == 2)
                    {
                        solution ??= Describe(learned.Network, activation, seed);
                    }
                }

                rates.Add(new XorRate(activation, width, options.Seeds, epochs.Count, Median(epochs)));
                progress?.Report(rates[^1]);
            }
        }

        return new XorReport(
            LogicTable.Xor, PerceptronBest(cancellation), LogisticBest(cancellation), rates, solution);
    }

    private static (Network Network, int Epochs)? Learn(Activation activation, int width, ulong seed, XorOptions options)
    {
        var network = Network.Create(2, seed, new Dense(width, activation), new Dense(1));
        var trainer = new Trainer(network, s_data, Training(options, seed));
        foreach (var epoch in trainer.Run())
        {
            // The epoch's risk is that before its step, so the step is checked with the one that follows.
            if (epoch.TrainingRisk < LearnedRisk && Right(trainer.Current) == s_data.Count)
            {
                return (trainer.Current, epoch.Number);
            }
        }

        return null;
    }

    /// <summary>The most points the perceptron gets right after any example it saw, with the points in any order.</summary>
    private static int PerceptronBest(CancellationToken cancellation)
    {
        var best = 0.0;
        foreach (var order in Orders([0, 1, 2, 3]))
        {
            var table = new LogicTable("XOR", s_data.Inputs.Select(order), [.. order.Select(i => LogicTable.Xor.Labels[i])]);
            best = Math.Max(best, PerceptronExperiment.Run([table], cancellation: cancellation)[0].BestAccuracy);
        }

        return (int)Math.Round(best * s_data.Count);
    }

    private static IEnumerable<int[]> Orders(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    private static TrainingOptions Training(XorOptions options, ulong seed) => new()
    {
        Loss = Loss.BinaryCrossEntropy,
        Optimizer = options.Optimizer,
        LearningRate = options.LearningRate,
        BatchSize = s_data.Count,
        Epochs = options.Epochs,
        Seed = seed,
        Threads = 1,
    };

    /// <summary>The most points one neuron with a sigmoid gets right, at the start or after any epoch, from several seeds.</summary>
    private static int LogisticBest(CancellationToken cancellation)
    {
        var best = 0;
        for (ulong seed = 1; seed <= LinearSeeds; seed++)
        {
            cancellation.ThrowIfCancellationRequested();
            var trainer = new Trainer(
                Network.Create(2, seed, new Dense(1)), s_data, Training(new XorOptions { Epochs = LinearEpochs }, seed));
            best = Math.Max(best, Right(trainer.Current));
            foreach (var _ in trainer.Run(cancellation))
            {
                best = Math.Max(best, Right(trainer.Current));
            }
        }

        return best;
    }

    private static int Right(Network network)
    {
        var logits = network.Forward(s_data.Inputs);
        var right = 0;
        for (var i = 0; i < logits.Rows; i++)
        {
            right += logits[i, 0] > 0 == s_data.Targets[i, 0] > 0 ? 1 : 0;
        }

        return right;
    }

    private static XorSolution Describe(Network network, Activation activation, ulong seed)
    {
        var workspace = new Workspace<float>(network, s_data.Count);
        var output = workspace.Forward(s_data.Inputs);
        var hidden = workspace.Layers[0].Output;
        Loss.BinaryCrossEntropy.Predict(output);
        var points = new List<XorPoint>();
        for (var i = 0; i < s_data.Count; i++)
        {
            points.Add(new XorPoint(s_data.Inputs.Row(i).ToArray(), s_data.Targets[i, 0], hidden.Row(i).ToArray(), output[i, 0]));
        }

        var window = PerceptronExperiment.Window;
        var probabilities = network.Forward(window.Grid(GridSide, GridSide));
        Loss.BinaryCrossEntropy.Predict(probabilities);
        var last = network.Layers.Count - 1;
        var weights = network.Parameters.Slice(network.Blocks.Single(b => b.Name == $"{last}.weight").Offset, 2).ToArray();
        var bias = network.Parameters[^1];
        var hiddenWindow = Window.Around(hidden, 0.25);
        return new XorSolution(
            network,
            activation,
            seed,
            points,
            weights,
            bias,
            hiddenWindow,
            BoundaryLine.Of(weights, bias, hiddenWindow),
            window,
            new Matrix<float>(probabilities.Span.ToArray(), GridSide, GridSide));
    }

    private static double? Median(List<int> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2.0;
    }
}
