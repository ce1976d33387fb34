using Feedforward.Randomness;

namespace Feedforward.Training;

/// <summary>
/// Initial parameters fitted to examples, layer by layer and the last one included: the sums of each neuron have the deviation 1
/// over them, and its bias lies among them. Holzmüller, Grinsztajn, Steinwart, "Better by default", NeurIPS 2024.
/// </summary>
public static class DataDependentInitialization
{
    private const int MaximumExamples = 1024;

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
}
