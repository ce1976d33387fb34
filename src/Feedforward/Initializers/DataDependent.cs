using Feedforward.Kernels;
using Feedforward.Randomness;

namespace Feedforward.Initializers;

/// <summary>
/// Weights are normal numbers divided so that each neuron's sum z = Wᵀx has the deviation 1 over the examples, and each bias is
/// minus a random average of five examples' z, so that the neurons' kinks lie among the data. Holzmüller, Grinsztajn, Steinwart,
/// "Better by default", NeurIPS 2024, after Steinwart, "A sober look at neural network initializations", 2019.
/// </summary>
internal static class DataDependent
{
    private const int ExamplesOfBias = 5;

    /// <summary>Fits the members' weights (below each other) and biases of one layer to its inputs x; z receives the sums.</summary>
    public static void Fit(Matrix<float> x, Matrix<float> w, Span<float> b, Matrix<float> z, int members, RandomStream random)
    {
        for (var i = 0; i < w.Span.Length; i++)
        {
            w.Span[i] = random.Normal(i);
        }

        b.Clear();
        BlockDiagonal.Affine<float>(x, w, b, z, members, threads: 1);
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
