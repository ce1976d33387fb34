namespace Feedforward.Tabular;

/// <summary>
/// A number, scaled by its quartiles and clipped smoothly to ±3:
/// z = (x − Median) · Scale and the feature is z / √(1 + (z / 3)²), with Fill for a missing x. So outliers neither
/// squeeze the other values together nor stand far out themselves. Where the training part had missing cells, a second
/// feature is 1 for a missing cell and 0 for any other.
/// </summary>
/// <param name="Column">The column read.</param>
/// <param name="Median">The median of the training part's values; 0 where they are all the same.</param>
/// <param name="Scale">
/// 1 / (q75 − q25) of the training part's values; where the quartiles are equal 2 / (maximum − minimum), and 0 where all
/// values are the same. Finite and not negative.
/// </param>
/// <param name="Fill">
/// What a missing cell counts as: the mean of the training part's values, those further than 5 / Scale from the median
/// taken as being there. The limit is wide enough to leave the mean of skewed columns as it is, while no outlier
/// can carry the fill away: without it one value of 1E+30 would make each missing cell an outlier.
/// </param>
/// <param name="MissingIndicator">Whether there is the second feature.</param>
/// <remarks>
/// <para>
/// Holzmüller, Grinsztajn and Steinwart, "Better by Default: Strong Pre-Tuned MLPs and Boosted Trees on Tabular Data",
/// NeurIPS 2024 (arXiv 2407.04491), section 3.
/// </para>
/// <para>
/// x − Median is limited to the largest finite number and z to ±10⁶, so that nothing overflows for any finite x; there the
/// feature is ±3 to the last digit.
/// </para>
/// </remarks>
public sealed record RobustNumberEncoder(string Column, float Median, float Scale, float Fill, bool MissingIndicator) : FeatureEncoder(Column)
{
    /// <summary>The bound c of z / √(1 + (z / c)²).</summary>
    internal const float Bound = 3;

    /// <summary>Where z is cut off: its square is far from overflow, and the feature no longer changes.</summary>
    internal const float Limit = 1e6f;

    private const double FillRange = 5;

    /// <inheritdoc/>
    public override int Width => MissingIndicator ? 2 : 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames => MissingIndicator ? [Column, $"{Column} missing"] : [Column];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds =>
        MissingIndicator ? [FeatureKind.Number, FeatureKind.Indicator] : [FeatureKind.Number];

    internal static RobustNumberEncoder Fit(TableColumn column, Table table, ReadOnlySpan<int> rows)
    {
        var values = new EmpiricalDistribution(ColumnView.Numbers(column, table, rows));
        return Of(column.Name, values, values.Count < rows.Length);
    }

    internal static RobustNumberEncoder Of(string column, EmpiricalDistribution values, bool missing)
    {
        if (values.Count == 0 || values.Ascending[0] == values.Ascending[^1])
        {
            return new RobustNumberEncoder(column, 0, 0, values.Count == 0 ? 0 : values.Ascending[0], missing);
        }

        var median = values.Quantile(0.5);
        var quartiles = values.Quantile(0.75) - values.Quantile(0.25);
        var width = quartiles > 0 ? quartiles : ((double)values.Ascending[^1] - values.Ascending[0]) / 2;
        var fill = values.ClippedMean(median - (FillRange * width), median + (FillRange * width));
        return new RobustNumberEncoder(column, (float)median, (float)Math.Min(1 / width, float.MaxValue), (float)fill, missing);
    }

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        var numbers = ColumnView.Numbers(column, table, rows);
        var features = into.Span;
        var fill = Feature(Fill);
        for (var (i, place) = (0, offset); i < numbers.Length; i++, place += into.Columns)
        {
            var missing = float.IsNaN(numbers[i]);
            features[place] = missing ? fill : Feature(numbers[i]);
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
        var missing = float.IsNaN(cell[0]);
        features[0] = Feature(missing ? Fill : cell[0]);
        if (MissingIndicator)
        {
            features[1] = missing ? 1 : 0;
        }
    }

    private float Feature(float x)
    {
        var difference = Math.Clamp(x - Median, float.MinValue, float.MaxValue);
        var z = Math.Clamp(difference * Scale, -Limit, Limit);
        var ratio = z / Bound;
        return z / MathF.Sqrt(1 + (ratio * ratio));
    }
}
