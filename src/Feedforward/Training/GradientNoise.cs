using Feedforward.Losses;

namespace Feedforward.Training;

/// <summary>
/// The noise of the minibatch gradient: ĝ_S = ∇L̂_S for S-sets drawn uniformly without replacement. Its mean is ∇L and
/// the mean squared distance from it is E‖ĝ_S − ∇L‖² = σ²·(1/S)·(N − S)/(N − 1), where σ² = (1/N) Σ ‖∇ℓᵢ − ∇L‖² is the
/// variance of single examples' gradients (sampling from a finite population: Cochran, Sampling Techniques, theorem 2.2).
/// </summary>
/// <param name="BatchSize">S.</param>
/// <param name="Count">N.</param>
/// <param name="Draws">How many S-sets were drawn.</param>
/// <param name="Variance">The measured mean of ‖ĝ_S − ∇L‖².</param>
/// <param name="Predicted">σ²·(1/S)·(N − S)/(N − 1).</param>
/// <param name="PopulationVariance">σ².</param>
public sealed record GradientNoise(int BatchSize, int Count, int Draws, double Variance, double Predicted, double PopulationVariance)
{
    /// <summary>Draws S-sets and measures.</summary>
    /// <param name="network">The network, with the parameters at which to measure.</param>
    /// <param name="data">The N examples, two or more.</param>
    /// <param name="loss">ℓ.</param>
    /// <param name="batchSize">S, from 1 to N.</param>
    /// <param name="draws">How many S-sets, 1 or more.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="cancellation">Stops with an exception.</param>
    /// <exception cref="DataException">The data do not fit the network or the loss.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
    public static GradientNoise Measure(
        Network network, Dataset data, Loss loss, int batchSize, int draws, ulong seed = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(batchSize, data.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draws);
        ArgumentOutOfRangeException.ThrowIfLessThan(data.Count, 2, nameof(data));
        data.CheckFits(network, loss);

        var workspace = new Workspace<float>(network, data.Count);
        var whole = Gradient(workspace, data, loss, AllOf(data.Count)).ToArray();
        double population = 0;
        for (var i = 0; i < data.Count; i++)
        {
            population += SquaredDistance(Gradient(workspace, data, loss, [i]), whole);
        }

        population /= data.Count;
        var batches = new Batches(data.Count, batchSize, seed, BatchSampling.UniformSets);
        double sum = 0;
        for (var draw = 1; draw <= draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            sum += SquaredDistance(Gradient(workspace, data, loss, batches.Indices(0, draw)), whole);
        }

        var predicted = population / batchSize * (data.Count - batchSize) / (data.Count - 1);
        return new GradientNoise(batchSize, data.Count, draws, sum / draws, predicted, population);
    }

    /// <summary>The gradient of the mean loss over some of the examples; it lies in the workspace until the next.</summary>
    internal static Span<float> Gradient(Workspace<float> workspace, Dataset data, Loss loss, ReadOnlySpan<int> indices)
    {
        var weights = new float[data.Weights.Length == 0 ? 0 : indices.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = data.Weights[indices[i]];
        }

        var outputs = workspace.Forward(data.Inputs.Select(indices));
        loss.Risk(outputs, data.Targets.Select(indices), weights, workspace.OutputDelta);
        workspace.Backward();
        return workspace.Gradient;
    }

    private static int[] AllOf(int count) => [.. Enumerable.Range(0, count)];

    private static double SquaredDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var difference = (double)a[i] - b[i];
            sum += difference * difference;
        }

        return sum;
    }
}
