namespace Feedforward.Tabular;

/// <summary>
/// A category as its number, for a network that learns a vector for each: 1 to K for the K categories kept, 0 for a missing
/// cell, a category that the training part did not have and one too rare to be kept.
/// </summary>
/// <param name="Column">The column read.</param>
/// <param name="Categories">
/// The categories of the codes 1 to K, by value for numbers and by code unit for texts. Of more than
/// <see cref="MaximumCategories"/> only the most frequent are kept; of equally frequent ones those that come first in this order.
/// </param>
/// <param name="MissingSeen">Whether the training part had missing cells. The code does not depend on it, but a warning does.</param>
/// <param name="Numeric">Whether the source's cells are numbers and are compared as numbers; categories are then their shortest text.</param>
public sealed record CategoryCodeEncoder(string Column, IReadOnlyList<string> Categories, bool MissingSeen, bool Numeric)
    : FeatureEncoder(Column)
{
    /// <summary>The most categories told apart in one column.</summary>
    public const int MaximumCategories = 10_000;

    /// <inheritdoc/>
    public override int Width => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames => [Column];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds => [FeatureKind.Code];

    /// <summary>K + 1, as 0 is a code too.</summary>
    public override int CodeCount => Categories.Count + 1;

    /// <summary>Compares by content, the categories one by one.</summary>
    /// <param name="other">Another encoder, or null.</param>
    public bool Equals(CategoryCodeEncoder? other) =>
        other is not null && Column == other.Column && MissingSeen == other.MissingSeen && Numeric == other.Numeric
        && Categories.SequenceEqual(other.Categories);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Categories.Count, MissingSeen, Numeric);

    internal static CategoryCodeEncoder Of(string column, CategoryCounts counts, bool numeric) =>
        new(column, counts.MostFrequent(MaximumCategories), counts.HasMissing, numeric);

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        var places = ColumnView.Categories(column, rows, Categories, Numeric);
        for (var i = 0; i < rows.Length; i++)
        {
            into[i, offset] = Math.Max(places[i], -1) + 1;
            if (places[i] == ColumnView.Unseen)
            {
                counts?.AddUnseen(Column);
            }
            else if (places[i] == ColumnView.Missing && !MissingSeen)
            {
                counts?.AddMissing(Column);
            }
        }
    }
}
