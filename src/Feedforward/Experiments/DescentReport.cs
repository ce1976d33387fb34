using Feedforward.Training;

namespace Feedforward.Experiments;

/// <summary>The way of gradient descent over the plane of (w, b).</summary>
/// <param name="BatchSize">S.</param>
/// <param name="Weights">w at the start and after each step.</param>
/// <param name="Biases">b at the start and after each step.</param>
/// <param name="Risk">The risk over all examples at its end.</param>
public sealed record DescentPath(int BatchSize, float[] Weights, float[] Biases, double Risk);

/// <summary>What the descent experiment found.</summary>
/// <param name="Data">The N examples, of one input.</param>
/// <param name="Risks">The exact risk over a regular grid on <see cref="DescentExperiment.Window"/> (w to the right, b upwards): rows from bottom to top.</param>
/// <param name="Minimum">Where the risk is lowest.</param>
/// <param name="MinimumRisk">The risk there.</param>
/// <param name="Paths">One for each batch size, all from the same start.</param>
/// <param name="Gradient">∇L at the start: by w, by b.</param>
/// <param name="BatchGradients">Gradients of minibatches at the start.</param>
/// <param name="Noise">Measured and predicted variance of the minibatch gradient at the start, one for each S.</param>
public sealed record DescentReport(
    Dataset Data,
    Matrix<float> Risks,
    LogisticRegression Minimum,
    double MinimumRisk,
    IReadOnlyList<DescentPath> Paths,
    float[] Gradient,
    IReadOnlyList<float[]> BatchGradients,
    IReadOnlyList<GradientNoise> Noise);
