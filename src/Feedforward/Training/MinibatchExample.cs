using Feedforward.Losses;

namespace Feedforward.Training;

/// <summary>
/// What one example of a minibatch adds to its gradient: the gradient of a minibatch is the mean of the gradients of its examples, and only that
/// mean moves the parameters.
/// </summary>
/// <param name="Example">Which row of the data.</param>
/// <param name="Loss">ℓ(f(x; θ), y).</param>
/// <param name="GradientLength">‖∇ℓ‖, the Euclidean length of the example's own gradient.</param>
/// <param name="MeanGradientLength">The length of the mean over the examples up to this one.</param>
public sealed record MinibatchExample(int Example, double Loss, double GradientLength, double MeanGradientLength)
{
    /// <summary>The examples of a minibatch, one after another. Dropout is off, batch statistics are the running ones and there is no penalty.</summary>
    /// <param name="network">f(·; θ).</param>
    /// <param name="data">The data.</param>
    /// <param name="loss">ℓ.</param>
    /// <param name="batch">The rows in their order.</param>
    public static IReadOnlyList<MinibatchExample> Of(Network network, Dataset data, Loss loss, ReadOnlySpan<int> batch)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        data.CheckFits(network, loss);
        var workspace = new Workspace<float>(network, 1);
        var sum = new double[network.ParameterCount];
        var weights = 0.0;
        var examples = new List<MinibatchExample>(batch.Length);
        foreach (var example in batch)
        {
            var gradient = GradientNoise.Gradient(workspace, data, loss, [example]);
            var weight = data.Weights.Length > 0 ? data.Weights[example] : 1.0;
            weights += weight;
            var (own, mean) = (0.0, 0.0);
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += weight * gradient[i];
                own += (double)gradient[i] * gradient[i];
                mean += sum[i] * sum[i];
            }

            var risk = loss.Risk(workspace.Output, data.Targets.Select([example]), default, default);
            examples.Add(new MinibatchExample(example, risk, Math.Sqrt(own), weights > 0 ? Math.Sqrt(mean) / weights : 0));
        }

        return examples;
    }
}
