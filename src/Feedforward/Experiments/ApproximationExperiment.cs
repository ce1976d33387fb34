using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Schedules;
using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>
/// Universal approximation: one hidden layer of enough neurons comes as near to a function as one likes
/// (Cybenko 1989; Hornik, Stinchcombe, White, Neural Networks 2, 1989). The error falls as the width grows.
/// </summary>
public static class ApproximationExperiment
{
    private const int LineExamples = 65;
    private const int PlaneExamples = 15;
    private const int LinePoints = 257;
    private const int PlanePoints = 41;

    /// <summary>Runs the experiment.</summary>
    /// <param name="options">The choices; the usual ones if null.</param>
    /// <param name="progress">Told of each size of network when it is trained; or null.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <exception cref="ArgumentException">The target has neither one nor two inputs, or a size is not positive.</exception>
    public static ApproximationReport Run(
        ApproximationOptions? options = null, IProgress<Approximation>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new ApproximationOptions();
        var target = options.Target;
        if (target.Inputs is not (1 or 2))
        {
            throw new ArgumentException($"A target has 1 or 2 inputs; '{target.Name}' has {target.Inputs}.", nameof(options));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Restarts, nameof(options));
        var side = target.Inputs == 1 ? LinePoints : PlanePoints;
        var examples = Sample(target, target.Inputs == 1 ? LineExamples : PlaneExamples);
        var points = Sample(target, side);

        var byWidth = new List<Approximation>();
        Network? narrower = null;
        foreach (var width in options.Widths)
        {
            narrower = narrower is not null && narrower.Blocks[0].Columns <= width ? narrower : null;
            var starts = Seeds(options).Select(seed => NguyenWidrow.Widen(narrower, target.Inputs, width, options.Activation, seed));
            narrower = Best(starts, narrower is not null, examples, options, cancellation);
            byWidth.Add(Measure([width], narrower, points));
            progress?.Report(byWidth[^1]);
        }

        var byDepth = new List<Approximation>();
        var budget = Parameters(target.Inputs, options.Widths.DefaultIfEmpty(1).Max(), 1);
        foreach (var depth in options.Depths)
        {
            var hidden = HiddenLayers(target.Inputs, depth, budget);
            Layer[] layers = [.. hidden.Select(width => new Dense(width, options.Activation)), new Dense(1)];
            var starts = Seeds(options).Select(seed => Network.Create(target.Inputs, seed, layers));
            byDepth.Add(Measure(hidden, Best(starts, false, examples, options, cancellation), points));
            progress?.Report(byDepth[^1]);
        }

        return new ApproximationReport(target, points.Inputs, side, points.Targets.Span.ToArray(), byWidth, byDepth);
    }

    private static IEnumerable<ulong> Seeds(ApproximationOptions options)
    {
        for (var restart = 0; restart < options.Restarts; restart++)
        {
            yield return options.Seed + (ulong)restart;
        }
    }

    /// <summary>The network of lowest risk among those trained from each start and, where they count, the starts themselves.</summary>
    private static Network Best(
        IEnumerable<Network> starts, bool startsCount, Dataset examples, ApproximationOptions options, CancellationToken cancellation)
    {
        Network? best = null;
        var lowest = double.PositiveInfinity;
        var training = new TrainingOptions
        {
            Loss = Loss.SquaredError,
            Optimizer = Optimizer.Adam(),
            LearningRate = options.LearningRate,
            Schedule = new Cosine(),
            BatchSize = examples.Count,
            Epochs = options.Epochs,
            Threads = 1,
        };
        foreach (var start in starts)
        {
            var trained = start.Fit(examples, training, null, cancellation).ThrowIfDiverged().Network;
            cancellation.ThrowIfCancellationRequested();
            foreach (var network in startsCount ? [start, trained] : new[] { trained })
            {
                var risk = EmpiricalRisk.Of(network, examples, Loss.SquaredError);
                if (risk < lowest)
                {
                    (best, lowest) = (network, risk);
                }
            }
        }

        return best!;
    }

    private static Approximation Measure(IReadOnlyList<int> hidden, Network network, Dataset points)
    {
        var values = network.Forward(points.Inputs).Span.ToArray();
        double largest = 0, sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var error = Math.Abs((double)values[i] - points.Targets[i, 0]);
            largest = Math.Max(largest, error);
            sum += error * error;
        }

        return new Approximation(hidden, network.ParameterCount, largest, Math.Sqrt(sum / values.Length), values, network);
    }

    /// <summary>As many neurons in each of the layers as keep the parameters nearest to the budget.</summary>
    private static int[] HiddenLayers(int inputs, int depth, int budget)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depth);
        var width = 1;
        while (Math.Abs(Parameters(inputs, width + 1, depth) - budget) <= Math.Abs(Parameters(inputs, width, depth) - budget))
        {
            width++;
        }

        return [.. Enumerable.Repeat(width, depth)];
    }

    private static int Parameters(int inputs, int width, int depth) =>
        ((inputs + 1) * width) + ((depth - 1) * (width + 1) * width) + width + 1;

    private static Dataset Sample(ApproximationTarget target, int side)
    {
        Matrix<float> points;
        if (target.Inputs == 2)
        {
            points = new Window(-1, 1, -1, 1).Grid(side, side);
        }
        else
        {
            points = new Matrix<float>(side, 1);
            for (var i = 0; i < side; i++)
            {
                points[i, 0] = (float)(-1 + (2.0 * i / (side - 1)));
            }
        }

        var values = new float[points.Rows];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = target.Function(points.Row(i));
        }

        return new Dataset(points, Matrix.Column<float>(values));
    }
}
