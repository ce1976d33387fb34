namespace Feedforward.Tabular;

/// <summary>What to do with a row that cannot be read.</summary>
public enum RowErrors
{
    /// <summary>End with an error that names its line.</summary>
    Fail,

    /// <summary>Mark the row, give it no prediction, and go on.</summary>
    Mark,
}
