using Feedforward.Activations;
using Feedforward.Losses;
using Feedforward.Optimizers;
using Feedforward.Penalties;
using Feedforward.Training;

namespace Feedforward;

/// <summary>
/// Logistic regression p(y = 1 | x) = sigm(wᵀx + b): a network of one neuron that maximises the likelihood, that is,
/// minimises the binary cross entropy (Cox, J. R. Stat. Soc. B 20, 1958).
/// </summary>
/// <param name="Weights">w, one number per input.</param>
/// <param name="Bias">b.</param>
public sealed record LogisticRegression(float[] Weights, float Bias)
{
    /// <summary>Fits from zero weights, through <see cref="Network"/> and <see cref="Trainer"/>.</summary>
    /// <param name="data">Examples with one target column of 0 and 1; weights count.</param>
    /// <param name="l2">
    /// λ of the penalty ½λ‖w‖² that is added to the mean cross entropy; b is not penalised. Where other programs take C as
    /// a factor of the summed cross entropy beside ½‖w‖², λ = 1/(Cn). On classes that a line separates the likelihood has
    /// no maximum without a penalty: the weights grow for as long as training lasts.
    /// </param>
    /// <param name="options">
    /// The choices, with <see cref="Loss.BinaryCrossEntropy"/>. If null: 5000 full-batch steps of Nesterov's method (β = 0.9)
    /// with α = 1/Λ, where Λ = (1/4n) Σ (‖xᵢ‖² + 1) + λ bounds the curvature of the risk.
    /// </param>
    /// <param name="cancellation">Ends training after the step in progress; the model so far is returned.</param>
    /// <exception cref="DataException">There is not one target column, or a target is not in [0, 1].</exception>
    /// <exception cref="ArgumentException">The options have another loss.</exception>
    /// <exception cref="DivergedException">The learning rate given was too large.</exception>
    public static LogisticRegression Fit(
        Dataset data, double l2 = 0, TrainingOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(l2);
        if (data.Targets.Columns != 1)
        {
            throw new DataException($"Logistic regression has one target column of 0 and 1; {data.Targets.Columns} were given.");
        }

        if (options is not null && options.Loss != Loss.BinaryCrossEntropy)
        {
            throw new ArgumentException($"Logistic regression minimises binary cross entropy; the options have {options.Loss}.", nameof(options));
        }

        options ??= new TrainingOptions
        {
            Loss = Loss.BinaryCrossEntropy,
            Optimizer = Optimizer.Nesterov(),
            LearningRate = 1 / ((LinearRegression.MeanSquaredLength(data) / 4) + l2),
            BatchSize = data.Count,
            Epochs = 5000,
        };
        if (l2 > 0)
        {
            options = options with { Penalties = [.. options.Penalties, Penalty.L2(l2)] };
        }

        var network = LinearRegression.ZeroNetwork(data.Inputs.Columns).Fit(data, options, null, cancellation).ThrowIfDiverged().Network;
        return new LogisticRegression(network.Parameters[..^1].ToArray(), network.Parameters[^1]);
    }

    /// <summary>p(y = 1 | x) = sigm(wᵀx + b).</summary>
    /// <param name="x">The inputs, as many as weights.</param>
    public float Probability(ReadOnlySpan<float> x) => new Neuron(Weights, Bias, Activation.Sigmoid).Output(x);

    /// <summary>The same function as a network of one linear neuron, whose output is the logit wᵀx + b.</summary>
    public Network ToNetwork() => LinearRegression.ZeroNetwork(Weights.Length).With([.. Weights, Bias], []);
}
