namespace Feedforward.Tabular;

/// <summary>
/// A category, one-hot: a feature for each category of the training part, 1 for the cell's own and 0 for the others;
/// last, where the training part had missing cells, one that is 1 for a missing cell. A category that the training
/// part did not have, one too rare to be kept, and a missing cell where none was seen give zeros throughout.
/// </summary>
/// <param name="Column">The column read.</param>
/// <param name="Categories">
/// The categories, by value for numbers and by code unit for texts. Of more than <see cref="MaximumCategories"/> only
/// the most frequent are kept; of equally frequent ones those that come first in this order.
/// </param>
/// <param name="MissingCategory">Whether there is a feature for a missing cell.</param>
/// <param name="Numeric">Whether the source's cells are numbers and are compared as numbers; categories are then their shortest text.</param>
public sealed record CategoryEncoder(string Column, IReadOnlyList<string> Categories, bool MissingCategory, bool Numeric)
    : FeatureEncoder(Column)
{
    /// <summary>The most categories told apart in one column.</summary>
    public const int MaximumCategories = 255;

    /// <inheritdoc/>
    public override int Width => Categories.Count + (MissingCategory ? 1 : 0);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames =>
    [
        .. Categories.Select(category => $"{Column}={category}"),
        .. MissingCategory ? [$"{Column} missing"] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds => [.. Enumerable.Repeat(FeatureKind.Indicator, Width)];

    /// <summary>Compares by content, the categories one by one.</summary>
    /// <param name="other">Another encoder, or null.</param>
    public bool Equals(CategoryEncoder? other) =>
        other is not null && Column == other.Column && MissingCategory == other.MissingCategory && Numeric == other.Numeric
        && Categories.SequenceEqual(other.Categories);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Categories.Count, MissingCategory, Numeric);

    internal static CategoryEncoder Of(string column, CategoryCounts counts, bool numeric) =>
        new(column, counts.MostFrequent(MaximumCategories), counts.HasMissing, numeric);

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        var places = ColumnView.Categories(column, rows, Categories, Numeric);
        for (var i = 0; i < rows.Length; i++)
        {
            var place = places[i];
            if (place >= 0)
            {
                into[i, offset + place] = 1;
            }
            else if (place == ColumnView.Unseen)
            {
                counts?.AddUnseen(Column);
            }
            else if (MissingCategory)
            {
                into[i, offset + Categories.Count] = 1;
            }
            else
            {
                counts?.AddMissing(Column);
            }
        }
    }
}
