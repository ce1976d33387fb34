using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Randomness;

namespace Feedforward.Experiments;

/// <summary>
/// Initial values for a hidden layer over [−1, 1]ᵈ that give every neuron a part of the input of its own:
/// ‖w‖ = 0.7·H^(1/d), b uniform on [−‖w‖, ‖w‖]. Nguyen and Widrow, IJCNN 1990.
/// </summary>
internal static class NguyenWidrow
{
    /// <summary>
    /// A network of one hidden layer that computes what a narrower one does: the narrower one's neurons, and new ones that
    /// are spread over the input and not yet connected to the output.
    /// </summary>
    /// <param name="narrow">The narrower network; none if null.</param>
    /// <param name="inputs">d, 1 or 2.</param>
    /// <param name="width">H, at least that of the narrower network.</param>
    /// <param name="activation">σ.</param>
    /// <param name="seed">The seed of the new neurons.</param>
    public static Network Widen(Network? narrow, int inputs, int width, Activation activation, ulong seed)
    {
        var network = Network.Create(inputs, seed, new Dense(width, activation), new Dense(1));
        var parameters = network.Parameters.ToArray();
        var old = narrow is null ? 0 : narrow.Blocks[0].Columns;
        for (var j = 0; j < width; j++)
        {
            if (j < old)
            {
                for (var row = 0; row < inputs + 2; row++)
                {
                    parameters[Place(row, j, width)] = narrow!.Parameters[Place(row, j, old)];
                }
            }
            else
            {
                Spread(parameters, j, inputs, width, new RandomStream(seed, RandomPurpose.Experiment, (uint)j));
                if (narrow is not null)
                {
                    parameters[Place(inputs + 1, j, width)] = 0;
                }
            }
        }

        parameters[^1] = narrow is null ? 0 : narrow.Parameters[^1];
        return network.With(parameters, network.State);
    }

    private static void Spread(float[] parameters, int neuron, int inputs, int width, RandomStream random)
    {
        var length = 0.7 * (inputs == 1 ? width : Math.Sqrt(width));
        double squared = 0;
        for (var k = 0; k < inputs; k++)
        {
            squared += (double)random.Normal(k) * random.Normal(k);
        }

        for (var k = 0; k < inputs; k++)
        {
            parameters[Place(k, neuron, width)] = (float)(length * random.Normal(k) / Math.Sqrt(squared));
        }

        parameters[Place(inputs, neuron, width)] = (float)length * random.Uniform(inputs, -1, 1);
    }

    /// <summary>Where θ holds a neuron's input weights (rows 0 to d − 1), its bias (row d) and its output weight (row d + 1).</summary>
    private static int Place(int row, int neuron, int width) => (row * width) + neuron;
}
