namespace Feedforward.Experiments;

/// <summary>How well a network approximates the target.</summary>
/// <param name="Hidden">Widths of the hidden layers.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="LargestError">max |f(x) − y| over the points.</param>
/// <param name="RootMeanSquareError">√(mean of (f(x) − y)²) over the points.</param>
/// <param name="Values">f at each point.</param>
/// <param name="Network">f.</param>
public sealed record Approximation(
    IReadOnlyList<int> Hidden, int Parameters, double LargestError, double RootMeanSquareError, float[] Values, Network Network)
{
    /// <summary>What each neuron of the last hidden layer adds to the output: its output times its weight. With the output's bias they sum to f.</summary>
    /// <param name="points">n×d.</param>
    /// <returns>n×H.</returns>
    public Matrix<float> Contributions(Matrix<float> points)
    {
        var workspace = new Workspace<float>(Network, points.Rows);
        workspace.Forward(points);
        var contributions = workspace.Layers[^2].Output;
        var weights = Network.Parameters.Slice(Network.Blocks[^2].Offset, contributions.Columns);
        for (var i = 0; i < contributions.Rows; i++)
        {
            for (var j = 0; j < contributions.Columns; j++)
            {
                contributions[i, j] *= weights[j];
            }
        }

        return contributions;
    }
}

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
