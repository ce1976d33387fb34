using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>What a plan needs to know of the rows, wherever they lie.</summary>
/// <param name="Preprocessing">Fitted to the training part.</param>
/// <param name="Scale">Between the target and what the network learns.</param>
/// <param name="Count">How many rows there are to learn from.</param>
internal sealed record PreparedRows(TablePreprocessing Preprocessing, TargetScale Scale, int Count)
{
    /// <summary>The rows to learn from; null where they do not lie in memory.</summary>
    public Dataset? Train { get; init; }

    /// <summary>The rows that are watched; null where there are none.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>Some rows to learn from, encoded, to which a preset fits the first parameters; none for a plain network.</summary>
    public Matrix<float> Examples { get; init; }

    /// <summary>The fold of each training row, where the preset has folds.</summary>
    public int[]? FoldOf { get; init; }
}
