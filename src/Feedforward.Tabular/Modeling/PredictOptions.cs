namespace Feedforward.Tabular;

/// <summary>How a stream of rows is predicted.</summary>
public sealed record PredictOptions
{
    /// <summary>How many rows are held in memory at a time.</summary>
    public int BlockRows { get; init; } = 1024;

    /// <summary>What to do with a row that cannot be read.</summary>
    public RowErrors OnError { get; init; } = RowErrors.Fail;

    /// <summary>Columns whose cells come along with the predictions, as text.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>Whether a CSV has a column <c>probability_CLASS</c> for every class, or <c>deviation</c> where the model predicts it.</summary>
    public bool Probabilities { get; init; }

    /// <summary>Whether a CSV has the columns <c>lower</c> and <c>upper</c>, or <c>set</c>; see <see cref="ConformalPrediction"/>.</summary>
    public bool Intervals { get; init; }

    /// <summary>How cells are read; the kinds of the columns are the model's in any case.</summary>
    public ReadOptions Read { get; init; } = ReadOptions.Default;
}
