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

    /// <summary>How cells are read; the kinds of the columns are the model's in any case.</summary>
    public ReadOptions Read { get; init; } = ReadOptions.Default;
}
