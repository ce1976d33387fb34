namespace Feedforward.Tabular;

/// <summary>A column that the model reads.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What its cells mean.</param>
/// <param name="Numeric">
/// For a category: its cells are numbers and are compared as numbers, so that 1, 1.0 and 01 are one category. False for
/// any other kind.
/// </param>
/// <param name="Width">How many numbers a cell of a vector column holds; 1 for any other kind.</param>
public sealed record FeatureColumn(string Name, ColumnKind Kind, bool Numeric = false, int Width = 1);
