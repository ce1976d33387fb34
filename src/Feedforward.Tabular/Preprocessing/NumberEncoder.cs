namespace Feedforward.Tabular;

/// <summary>
/// A number, standardised: (x − Mean) / Deviation, with Mean for a missing x. Where the training part had missing
/// cells, a second feature is 1 for a missing cell and 0 for any other. The feature is kept within ±10³⁰, so that an
/// extreme x gives an extreme feature and not an infinite one, which a network would turn into NaN.
/// </summary>
/// <param name="Column">The column read.</param>
/// <param name="Mean">The mean of the training part's values.</param>
/// <param name="Deviation">The deviation of the training part's values about their mean (divided by n); 1 where it is 0.</param>
/// <param name="MissingIndicator">Whether there is the second feature.</param>
public sealed record NumberEncoder(string Column, float Mean, float Deviation, bool MissingIndicator) : FeatureEncoder(Column)
{
    /// <summary>The largest feature: one that several layers can multiply and add without overflow.</summary>
    internal const float Limit = 1e30f;

    /// <inheritdoc/>
    public override int Width => MissingIndicator ? 2 : 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames => MissingIndicator ? [Column, $"{Column} missing"] : [Column];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds =>
        MissingIndicator ? [FeatureKind.Number, FeatureKind.Indicator] : [FeatureKind.Number];

    internal static NumberEncoder Fit(TableColumn column, Table table, ReadOnlySpan<int> rows)
    {
        var moments = Moments.Of(ColumnView.Numbers(column, table, rows));
        return new NumberEncoder(column.Name, moments.Mean, moments.Deviation, moments.Count < rows.Length);
    }

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        var numbers = ColumnView.Numbers(column, table, rows);
        var features = into.Span;
        for (var (i, place) = (0, offset); i < numbers.Length; i++, place += into.Columns)
        {
            var number = numbers[i];
            var missing = float.IsNaN(number);
            features[place] = Feature(number);
            if (MissingIndicator)
            {
                features[place + 1] = missing ? 1 : 0;
            }
            else if (missing)
            {
                counts?.AddMissing(Column);
            }
        }
    }

    internal override void Encode(ReadOnlySpan<float> cell, Span<float> features)
    {
        features[0] = Feature(cell[0]);
        if (MissingIndicator)
        {
            features[1] = float.IsNaN(cell[0]) ? 1 : 0;
        }
    }

    private float Feature(float number) => float.IsNaN(number) ? 0 : Math.Clamp((number - Mean) / Deviation, -Limit, Limit);
}
