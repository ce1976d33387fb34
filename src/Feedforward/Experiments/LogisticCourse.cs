namespace Feedforward.Experiments;

/// <summary>Logistic regression after an epoch.</summary>
/// <param name="Epoch">How many epochs are done; 0 is the start.</param>
/// <param name="Weights">w.</param>
/// <param name="Bias">b.</param>
/// <param name="Risk">R_n, the mean cross entropy.</param>
/// <param name="LogLikelihood">log ∏ p(yᵢ | xᵢ) = −n·R_n.</param>
/// <param name="Accuracy">The share of examples on the right side of p = ½.</param>
public sealed record LogisticStep(int Epoch, float[] Weights, float Bias, double Risk, double LogLikelihood, double Accuracy);

/// <summary>A point of a curve.</summary>
/// <param name="X">Where.</param>
/// <param name="Y">How high.</param>
public readonly record struct CurvePoint(double X, double Y);

/// <summary>How logistic regression learned generated examples of one or two inputs.</summary>
/// <param name="Inputs">n×1 or n×2.</param>
/// <param name="Labels">n labels, each 0 or 1.</param>
/// <param name="Steps">The start and every epoch.</param>
/// <param name="Model">The model at the end.</param>
/// <param name="Window">The part of the plane to show; with one input the second coordinate is p, from 0 to 1.</param>
/// <param name="Curve">With one input x ↦ p(y = 1 | x) over the window; else empty.</param>
/// <param name="Threshold">With one input the x where p = ½; else, or where w = 0, null.</param>
/// <param name="Boundary">With two inputs where p = ½ inside the window; else, or where it misses the window, null.</param>
/// <param name="Probabilities">With two inputs p over a regular grid on the window, rows from bottom to top; else empty.</param>
public sealed record LogisticCourse(
    Matrix<float> Inputs,
    float[] Labels,
    IReadOnlyList<LogisticStep> Steps,
    LogisticRegression Model,
    Window Window,
    IReadOnlyList<CurvePoint> Curve,
    double? Threshold,
    BoundaryLine? Boundary,
    Matrix<float> Probabilities);
