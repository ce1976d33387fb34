namespace Feedforward.Tabular;

/// <summary>What a row is used for.</summary>
internal enum RowPart
{
    /// <summary>It is learned from.</summary>
    Train,

    /// <summary>It watches over the training.</summary>
    Validation,

    /// <summary>It judges the result.</summary>
    Test,
}
