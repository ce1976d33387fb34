using Feedforward.Losses;

namespace Feedforward.Training;

/// <summary>
/// The empirical risk R_n(θ) = (1/n) Σ ℓ(f(xᵢ; θ), yᵢ), and with weights Σ wᵢℓ(f(xᵢ; θ), yᵢ)/Σ wᵢ. Vapnik, "Principles of risk
/// minimization for learning theory", NIPS 1991.
/// </summary>
public static class EmpiricalRisk
{
    /// <summary>The risk of a network on examples, in prediction mode (no dropout, running statistics).</summary>
    /// <param name="network">f(·; θ).</param>
    /// <param name="data">The examples.</param>
    /// <param name="loss">ℓ.</param>
    /// <exception cref="DataException">The data do not fit the network or the loss.</exception>
    public static double Of(Network network, Dataset data, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        data.CheckFits(network, loss);
        return loss.Risk<float>(network.Forward(data.Inputs), data.Targets, data.Weights, default);
    }
}
