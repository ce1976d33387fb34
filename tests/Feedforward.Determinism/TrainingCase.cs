using Feedforward.Layers;
using Feedforward.Training;

namespace Feedforward.Determinism;

/// <summary>A short training whose weights must have the same bits everywhere.</summary>
/// <param name="Name">What it is called in the output.</param>
/// <param name="Inputs">Features per example.</param>
/// <param name="Layers">The network.</param>
/// <param name="Data">What is learned from.</param>
/// <param name="Options">How; the number of threads is set when it runs.</param>
public sealed record TrainingCase(string Name, int Inputs, IReadOnlyList<Layer> Layers, Dataset Data, TrainingOptions Options)
{
    /// <summary>Trains and returns the network.</summary>
    /// <param name="threads">The most threads to use.</param>
    public Network Train(int threads) =>
        Network.Create(Inputs, 20, Layers).Fit(Data, Options with { Threads = threads }).ThrowIfDiverged().Network;

    /// <summary>Trains and returns SHA-256 over the bits of all parameters, all running statistics and the outputs on the data.</summary>
    /// <param name="threads">The most threads to use.</param>
    public string Hash(int threads)
    {
        var network = Train(threads);
        var hash = new Sha256();
        hash.Append(network.Parameters);
        hash.Append(network.State);
        hash.Append(network.Forward(Data.Inputs).Span);
        return hash.Finish();
    }
}
