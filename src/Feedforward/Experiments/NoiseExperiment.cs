using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Randomness;
using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>
/// Minibatch noise: the gradient of S examples drawn without replacement out of N scatters around the full gradient with
/// variance σ²·(1/S)·(N − S)/(N − 1). Four times the batch, about half the deviation; the whole set, none.
/// </summary>
public static class NoiseExperiment
{
    private const int Examples = 128;
    private const int Hidden = 8;

    /// <summary>Runs the experiment.</summary>
    /// <param name="options">The choices; the usual ones if null.</param>
    /// <param name="progress">Told of each measurement; or null.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <exception cref="DataException">The data do not fit the network or the loss.</exception>
    public static NoiseReport Run(
        NoiseOptions? options = null, IProgress<GradientNoise>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new NoiseOptions();
        var data = options.Data ?? DiskInSquare(options.Seed);
        var network = options.Network ?? Network.Create(
            data.Inputs.Columns,
            options.Seed,
            new Dense(Hidden, Activation.Tanh),
            new Dense(options.Loss.OutputsFor(data.Targets.Columns)));
        var measurements = new List<GradientNoise>();
        double deviation = 0;
        foreach (var size in options.BatchSizes ?? PowersOfTwo(data.Count))
        {
            var noise = GradientNoise.Measure(network, data, options.Loss, size, options.Draws, options.Seed, cancellation);
            measurements.Add(noise);
            if (noise.Predicted > 0)
            {
                deviation = Math.Max(deviation, Math.Abs((noise.Variance / noise.Predicted) - 1));
            }

            progress?.Report(noise);
        }

        return new NoiseReport(network, data, measurements, deviation);
    }

    /// <summary>1, 2, 4, … below N, and N.</summary>
    private static List<int> PowersOfTwo(int count)
    {
        var sizes = new List<int>();
        for (var size = 1; size < count; size *= 2)
        {
            sizes.Add(size);
        }

        sizes.Add(count);
        return sizes;
    }

    /// <summary>Class 1 inside, class 0 around it: points of the square, labelled by their distance from the middle.</summary>
    private static Dataset DiskInSquare(ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Experiment);
        var x = new Matrix<float>(Examples, 2);
        var labels = new float[Examples];
        for (var i = 0; i < Examples; i++)
        {
            x[i, 0] = random.Uniform(2 * i, -1, 1);
            x[i, 1] = random.Uniform((2 * i) + 1, -1, 1);
            labels[i] = (x[i, 0] * x[i, 0]) + (x[i, 1] * x[i, 1]) < 0.5f ? 1 : 0;
        }

        return new Dataset(x, Matrix.Column<float>(labels));
    }
}
