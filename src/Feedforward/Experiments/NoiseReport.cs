using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>What the noise experiment found.</summary>
/// <param name="Network">The network whose gradient was measured.</param>
/// <param name="Data">The N examples.</param>
/// <param name="Measurements">Measured and predicted variance of the minibatch gradient, one for each S.</param>
/// <param name="LargestDeviation">The largest |measured/predicted − 1| over all S below N, where the prediction is not 0.</param>
public sealed record NoiseReport(Network Network, Dataset Data, IReadOnlyList<GradientNoise> Measurements, double LargestDeviation);
