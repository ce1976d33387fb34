using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Randomness;
using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>
/// Gradient descent on a logistic regression of two parameters, w and b, so that the whole risk can be drawn: with minibatches it
/// wanders, with all examples it takes the straight way down. All paths begin at the same point.
/// </summary>
public static class DescentExperiment
{
    private const int Examples = 128;
    private const int GridSide = 61;

    private static readonly LogisticRegression s_truth = new([2], -0.5f);

    /// <summary>The part of the plane of (w, b) that is shown.</summary>
    public static Window Window { get; } = new(-2, 5, -3.5, 2.5);

    /// <summary>Where the paths begin.</summary>
    public static LogisticRegression Start { get; } = new([-1.5f], 2);

    /// <summary>Runs the experiment.</summary>
    /// <param name="options">The choices; the usual ones if null.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <exception cref="ArgumentException">A choice is out of its range.</exception>
    public static DescentReport Run(DescentOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new DescentOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Steps, nameof(options));
        var data = Draw(options.Seed);
        var start = Start.ToNetwork();
        var paths = (options.BatchSizes ?? [1, 8, Examples]).Select(size => Descend(start, data, size, options, cancellation)).ToList();
        var minimum = LogisticRegression.Fit(data, cancellation: cancellation);
        var noise = NoiseExperiment.Run(new NoiseOptions { Network = start, Data = data, Seed = options.Seed }, cancellation: cancellation);
        var workspace = new Workspace<float>(start, Examples);
        var batches = new Batches(Examples, options.ArrowBatchSize, options.Seed, BatchSampling.UniformSets);
        return new DescentReport(
            data,
            Surface(start, data),
            minimum,
            EmpiricalRisk.Of(minimum.ToNetwork(), data, Loss.BinaryCrossEntropy),
            paths,
            GradientNoise.Gradient(workspace, data, Loss.BinaryCrossEntropy, [.. Enumerable.Range(0, Examples)]).ToArray(),
            [.. Enumerable.Range(1, options.Arrows).Select(draw =>
                GradientNoise.Gradient(workspace, data, Loss.BinaryCrossEntropy, batches.Indices(0, draw)).ToArray())],
            noise.Measurements);
    }

    private static DescentPath Descend(Network start, Dataset data, int size, DescentOptions options, CancellationToken cancellation)
    {
        var trainer = new Trainer(start, data, new TrainingOptions
        {
            Loss = Loss.BinaryCrossEntropy,
            Optimizer = Optimizer.GradientDescent(),
            LearningRate = options.LearningRate,
            BatchSize = size,
            Epochs = options.Steps,
            Seed = options.Seed,
            Threads = 1,
        });
        List<float> weights = [start.Parameters[0]], biases = [start.Parameters[1]];
        for (var step = 0; step < options.Steps && !trainer.IsOver; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            trainer.Advance(CancellationToken.None);
            weights.Add(trainer.Current.Parameters[0]);
            biases.Add(trainer.Current.Parameters[1]);
        }

        return new DescentPath(size, [.. weights], [.. biases], EmpiricalRisk.Of(trainer.Current, data, Loss.BinaryCrossEntropy));
    }

    private static Matrix<float> Surface(Network network, Dataset data)
    {
        var grid = Window.Grid(GridSide, GridSide);
        var risks = new Matrix<float>(GridSide, GridSide);
        for (var i = 0; i < grid.Rows; i++)
        {
            risks.Span[i] = (float)EmpiricalRisk.Of(network.With(grid.Row(i), []), data, Loss.BinaryCrossEntropy);
        }

        return risks;
    }

    private static Dataset Draw(ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Experiment);
        var x = new Matrix<float>(Examples, 1);
        var labels = new float[Examples];
        for (var i = 0; i < Examples; i++)
        {
            x[i, 0] = random.Uniform(2 * i, -2, 2);
            labels[i] = random.Uniform((2 * i) + 1) < s_truth.Probability(x.Row(i)) ? 1 : 0;
        }

        return new Dataset(x, Matrix.Column<float>(labels));
    }
}
