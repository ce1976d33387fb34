using Feedforward.Activations;

namespace Feedforward.Experiments;

/// <summary>How often a network with one hidden layer learned XOR.</summary>
/// <param name="Activation">σ of the hidden layer.</param>
/// <param name="Width">Neurons of the hidden layer.</param>
/// <param name="Seeds">How many networks were trained.</param>
/// <param name="Learned">How many learned it: their risk fell below 0.1, so that each of the four points is right.</param>
/// <param name="MedianEpochs">The median of the epochs those needed; null where none learned it.</param>
public sealed record XorRate(Activation Activation, int Width, int Seeds, int Learned, double? MedianEpochs)
{
    /// <summary>The share of networks that learned it.</summary>
    public double Share => (double)Learned / Seeds;
}

/// <summary>One of the four points and what a network makes of it.</summary>
/// <param name="X">The two bits.</param>
/// <param name="Label">x₁ ⊕ x₂.</param>
/// <param name="Hidden">h: the outputs of the hidden neurons, the point's place in hidden space.</param>
/// <param name="Probability">p(y = 1 | x).</param>
public sealed record XorPoint(float[] X, float Label, float[] Hidden, float Probability);

/// <summary>A network that learned XOR: its two hidden neurons move the points to where a line separates them.</summary>
/// <param name="Network">The network; its last layer gives the logit.</param>
/// <param name="Activation">σ of the hidden layer.</param>
/// <param name="Seed">The seed it began with.</param>
/// <param name="Points">The four points.</param>
/// <param name="OutputWeights">w of the output neuron, over hidden space.</param>
/// <param name="OutputBias">b of the output neuron.</param>
/// <param name="HiddenWindow">The part of hidden space to show.</param>
/// <param name="HiddenBoundary">Where p = ½ in hidden space: wᵀh + b = 0.</param>
/// <param name="InputWindow">The part of the input plane to show.</param>
/// <param name="Probabilities">p over a regular grid on <paramref name="InputWindow"/>: rows from bottom to top, columns from left to right.</param>
public sealed record XorSolution(
    Network Network,
    Activation Activation,
    ulong Seed,
    IReadOnlyList<XorPoint> Points,
    float[] OutputWeights,
    float OutputBias,
    Window HiddenWindow,
    BoundaryLine? HiddenBoundary,
    Window InputWindow,
    Matrix<float> Probabilities)
{
    /// <summary>Neurons of the hidden layer.</summary>
    public int Width => OutputWeights.Length;
}

/// <summary>What the XOR experiment found.</summary>
/// <param name="Table">The four points.</param>
/// <param name="PerceptronBest">The most of the four points the perceptron got right after any example it saw, with the points in any order.</param>
/// <param name="LogisticBest">The most of the four points logistic regression got right after any epoch, from any seed.</param>
/// <param name="Rates">One for each activation and width.</param>
/// <param name="Solution">A network of two hidden neurons that learned it, of the first activation that had one; null where none did.</param>
public sealed record XorReport(
    LogicTable Table, int PerceptronBest, int LogisticBest, IReadOnlyList<XorRate> Rates, XorSolution? Solution);
