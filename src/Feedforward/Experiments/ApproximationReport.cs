namespace Feedforward.Experiments;

/// <summary>How well a network approximates the target.</summary>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="LargestError">max |f(x) − y| over the points.</param>
/// <param name="RootMeanSquareError">√(mean of (f(x) − y)²) over the points.</param>
/// <param name="Values">f at each point.</param>
/// <param name="Network">f.</param>
public sealed record Approximation(
    IReadOnlyList<int> Hidden, int Parameters, double LargestError, double RootMeanSquareError, float[] Values, Network Network);

/// <summary>What the approximation experiment found.</summary>
/// <param name="Target">The function.</param>
/// <param name="Points">Where errors are measured: a regular grid, finer than that of the examples. With two inputs row after row from the bottom.</param>
/// <param name="GridSide">With two inputs how many points a row has; with one how many points there are.</param>
/// <param name="Values">The function at each point.</param>
/// <param name="ByWidth">One hidden layer, width after width.</param>
/// <param name="ByDepth">One hidden layer and more, at about equal numbers of parameters.</param>
public sealed record ApproximationReport(
    ApproximationTarget Target,
    Matrix<float> Points,
    int GridSide,
    float[] Values,
    IReadOnlyList<Approximation> ByWidth,
    IReadOnlyList<Approximation> ByDepth);
