using Feedforward.Randomness;
using Feedforward.Training;

namespace Feedforward.Tests.Training;

/// <summary>Three inputs, and their first two's product with noise.</summary>
internal static class NoisyProduct
{
    public static Dataset Data(int count, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Data);
        var inputs = new Matrix<float>(count, 3);
        var targets = new Matrix<float>(count, 1);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                inputs[i, j] = random.Normal((4 * i) + j);
            }

            targets[i, 0] = (inputs[i, 0] * inputs[i, 1]) + random.Normal((4 * i) + 3);
        }

        return new Dataset(inputs, targets);
    }
}
