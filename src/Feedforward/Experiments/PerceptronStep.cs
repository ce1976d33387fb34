namespace Feedforward.Experiments;

/// <summary>The perceptron after one example.</summary>
/// <param name="Pass">Which pass, counted from 1.</param>
/// <param name="Example">Which row of the table it saw, counted from 0.</param>
/// <param name="Output">ŷ before the example.</param>
/// <param name="Mistakes">How many updates it has made up to here.</param>
/// <param name="Weights">w afterwards.</param>
/// <param name="Bias">b afterwards.</param>
/// <param name="Accuracy">The share of examples that w and b then get right.</param>
/// <param name="Boundary">wᵀx + b = 0 inside <see cref="PerceptronExperiment.Window"/>, or null where it is not in it.</param>
public sealed record PerceptronStep(
    int Pass, int Example, float Output, long Mistakes, float[] Weights, float Bias, double Accuracy, BoundaryLine? Boundary);
