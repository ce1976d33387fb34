using Feedforward.Kernels;
using Feedforward.Layers;
using Feedforward.Randomness;

namespace Feedforward.Initializers;

/// <summary>
/// Initial parameters fitted to examples, layer by layer and the last one included: weights are normal numbers divided so that
/// each neuron's sum z = Wᵀx has the deviation 1 over the examples, and each bias is minus a random average of five examples' z,
/// so that the neurons' kinks lie among the data. Holzmüller, Grinsztajn, Steinwart, "Better by default", NeurIPS 2024, after
/// Steinwart, "A sober look at neural network initializations", 2019.
/// </summary>
public static class DataDependentInitialization
{
    private const int MaximumExamples = 1024;
    private const int ExamplesOfBias = 5;

    /// <summary>The network with parameters fitted to examples; layers without such parameters keep theirs.</summary>
    /// <param name="network">The network.</param>
    /// <param name="examples">n×inputs; of more than 1,024 rows a random 1,024 are used.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network, or there are none.</exception>
    public static Network Apply(Network network, Matrix<float> examples, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (examples.IsEmpty || examples.Columns != network.Inputs)
        {
            throw new ArgumentException($"Examples of {network.Inputs} features are needed; a {examples.Rows}×{examples.Columns} matrix was given.", nameof(examples));
        }

        var h = examples;
        if (examples.Rows > MaximumExamples)
        {
            h = examples.Select(new RandomStream(seed, RandomPurpose.Initialization, uint.MaxValue).Permutation(examples.Rows).AsSpan(0, MaximumExamples));
        }

        var parameters = network.Parameters.ToArray();
        var workspace = new Workspace<float>(network, h.Rows, backward: false, parameters, network.State.ToArray());
        workspace.Forward(h);
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var pass = workspace.Layers[i];
            pass.Input = h;
            network.Layers[i].FitToData(pass, new RandomStream(seed, RandomPurpose.Initialization, uint.MaxValue - 1 - (uint)i));
            pass.Forward();
            h = pass.Output;
        }

        return network.With(parameters, network.State);
    }

    /// <summary>Fits the members' weights (below each other) and biases of one layer to the inputs of its pass; its outputs become z.</summary>
    internal static void Fit(LayerPass<float> pass, Matrix<float> w, Span<float> b, int members, RandomStream random)
    {
        var z = pass.Output;
        for (var i = 0; i < w.Span.Length; i++)
        {
            w.Span[i] = random.Normal(i);
        }

        b.Clear();
        BlockDiagonal.Affine<float>(pass.Input, w, b, z, members, pass.Threads);
        var mean = new float[z.Columns];
        var variance = new float[z.Columns];
        ColumnKernel.MeanAndVariance(z, mean, variance);
        var d = w.Rows / members;
        for (var j = 0; j < b.Length; j++)
        {
            // A sum that is the same for all examples, as of features that are all 0, stays as it is.
            var factor = variance[j] > 1e-12f ? 1 / MathF.Sqrt(variance[j]) : 1 / MathF.Sqrt(d);
            for (var k = 0; k < d; k++)
            {
                w[(j / w.Columns * d) + k, j % w.Columns] *= factor;
            }

            b[j] = -factor * RandomAverage(z, j, random, w.Span.Length + (2L * ExamplesOfBias * j));
        }
    }

    /// <summary>Σ vᵢz_ij over five examples with random v of sum 1, every such v being equally likely.</summary>
    private static float RandomAverage(Matrix<float> z, int j, RandomStream random, long index)
    {
        float sum = 0, total = 0;
        for (var i = 0; i < ExamplesOfBias; i++)
        {
            var v = -SoftmaxKernel.Log(random.Uniform(index + i) + (0.5f / (1 << 24)));
            sum += v * z[random.Integer(index + ExamplesOfBias + i, z.Rows), j];
            total += v;
        }

        return sum / total;
    }
}
