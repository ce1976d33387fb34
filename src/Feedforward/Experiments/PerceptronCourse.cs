namespace Feedforward.Experiments;

/// <summary>The perceptron after one pass through the examples.</summary>
/// <param name="Number">Which pass, counted from 1.</param>
/// <param name="Mistakes">How many updates the pass made.</param>
/// <param name="Weights">w after the pass.</param>
/// <param name="Bias">b after the pass.</param>
/// <param name="Accuracy">The share of examples that w and b get right.</param>
/// <param name="Boundary">wᵀx + b = 0 inside <see cref="PerceptronExperiment.Window"/>, or null where it is not in it.</param>
public sealed record PerceptronPass(int Number, long Mistakes, float[] Weights, float Bias, double Accuracy, BoundaryLine? Boundary);

/// <summary>How the perceptron learned one table.</summary>
/// <param name="Table">What it learned.</param>
/// <param name="Passes">Each pass, up to the first without a mistake.</param>
/// <param name="Result">The perceptron at the end; says whether the classes are separated.</param>
/// <param name="BestAccuracy">The best accuracy on all examples after any example it saw, in any pass.</param>
public sealed record PerceptronCourse(LogicTable Table, IReadOnlyList<PerceptronPass> Passes, Perceptron Result, double BestAccuracy);
