namespace Feedforward.Tabular;

/// <summary>
/// A truth value: 1 for true, 0 for false, Mean for a missing cell. Where the training part had missing cells, a second
/// feature is 1 for a missing cell and 0 for any other.
/// </summary>
/// <param name="Column">The column read.</param>
/// <param name="Mean">The share of true among the training part's values.</param>
/// <param name="MissingIndicator">Whether there is the second feature.</param>
public sealed record BooleanEncoder(string Column, float Mean, bool MissingIndicator) : FeatureEncoder(Column)
{
    /// <inheritdoc/>
    public override int Width => MissingIndicator ? 2 : 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames => MissingIndicator ? [Column, $"{Column} missing"] : [Column];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds =>
        MissingIndicator ? [FeatureKind.Indicator, FeatureKind.Indicator] : [FeatureKind.Indicator];

    internal static BooleanEncoder Fit(TableColumn column, Table table, ReadOnlySpan<int> rows)
    {
        var moments = Moments.Of(ColumnView.Booleans(column, table, rows));
        return new BooleanEncoder(column.Name, moments.Mean, moments.Count < rows.Length);
    }

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        var values = ColumnView.Booleans(column, table, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            var missing = float.IsNaN(values[i]);
            into[i, offset] = missing ? Mean : values[i];
            if (MissingIndicator)
            {
                into[i, offset + 1] = missing ? 1 : 0;
            }
            else if (missing)
            {
                counts?.AddMissing(Column);
            }
        }
    }
}
