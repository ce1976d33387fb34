namespace Feedforward.Tabular;

/// <summary>What the caller says about a table's columns; everything else is inferred.</summary>
public sealed record SchemaOptions
{
    /// <summary>The column to predict; null to look at the columns alone.</summary>
    public string? Target { get; init; }

    /// <summary>What is to be predicted; null to infer it from the target.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>What given columns mean. A column named here is never left out as an identifier or a constant.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Types { get; init; } = new Dictionary<string, ColumnKind>();

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyCollection<string> Drop { get; init; } = [];
}
