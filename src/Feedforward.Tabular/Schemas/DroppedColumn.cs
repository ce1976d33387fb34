namespace Feedforward.Tabular;

/// <summary>A column of the training data that the model does not read.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Reason">Why it was left out.</param>
public sealed record DroppedColumn(string Name, NoticeKind Reason);
