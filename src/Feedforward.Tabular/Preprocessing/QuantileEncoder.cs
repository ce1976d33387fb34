namespace Feedforward.Tabular;

/// <summary>
/// A number by its rank, brought to a normal distribution: a piecewise-linear function through (Knots, Scores), constant
/// beyond its ends, and 0 for a missing cell. Where the training part had missing cells, a second feature is 1 for a
/// missing cell and 0 for any other.
/// </summary>
/// <param name="Column">The column read.</param>
/// <param name="Knots">
/// Strictly ascending values of the column within ±1.7·10³⁸, so that no difference overflows. Empty, and the feature 0,
/// where the training part had fewer than two distinct values; otherwise two or more.
/// </param>
/// <param name="Scores">For each knot Φ⁻¹ of its rank, limited to ±5.2; as many as there are knots.</param>
/// <param name="MissingIndicator">Whether there is the second feature.</param>
/// <remarks>
/// <para>
/// The knots are the quantiles j / (m − 1), j = 0 … m − 1, of the n values of the training part, m = max(min(n / 30, 1000), 10)
/// and at most n. Equal quantiles are one knot, whose rank is the mean of their first and their last, which is what
/// scikit-learn's average of a forward and a backward interpolation gives at such a value.
/// </para>
/// <para>
/// As Φ⁻¹ bends most at the ends, the first interval is halved towards the smallest value while the rank is above 10⁻⁷,
/// and the last towards the largest; in between the line is close to Φ⁻¹ of the interpolated rank.
/// </para>
/// <para>
/// scikit-learn's QuantileTransformer with a normal output, with the number of quantiles of Gorishniy, Kotelnikov and
/// Babenko, "TabM: Advancing Tabular Deep Learning with Parameter-Efficient Ensembling", ICLR 2025 (arXiv 2410.24210).
/// </para>
/// </remarks>
public sealed record QuantileEncoder(string Column, IReadOnlyList<float> Knots, IReadOnlyList<float> Scores, bool MissingIndicator)
    : FeatureEncoder(Column)
{
    /// <summary>The largest score: about Φ⁻¹(1 − 10⁻⁷).</summary>
    public const float MaximumScore = 5.2f;

    /// <inheritdoc/>
    public override int Width => MissingIndicator ? 2 : 1;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames => MissingIndicator ? [Column, $"{Column} missing"] : [Column];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds =>
        MissingIndicator ? [FeatureKind.Number, FeatureKind.Indicator] : [FeatureKind.Number];

    /// <summary>Compares by content, the knots and scores one by one.</summary>
    /// <param name="other">Another encoder, or null.</param>
    public bool Equals(QuantileEncoder? other) =>
        other is not null && Column == other.Column && MissingIndicator == other.MissingIndicator
        && Knots.SequenceEqual(other.Knots) && Scores.SequenceEqual(other.Scores);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Knots.Count, MissingIndicator);

    internal static QuantileEncoder Fit(TableColumn column, Table table, ReadOnlySpan<int> rows)
    {
        var values = new EmpiricalDistribution(ColumnView.Numbers(column, table, rows));
        return Of(column.Name, values, values.Count < rows.Length);
    }

    internal static QuantileEncoder Of(string column, EmpiricalDistribution values, bool missing)
    {
        var (knots, scores) = QuantileKnots.Of(values);
        return new QuantileEncoder(column, knots, scores, missing);
    }

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        var numbers = ColumnView.Numbers(column, table, rows);
        var features = into.Span;
        var (knots, scores) = (Knots.ToArray(), Scores.ToArray());
        for (var (i, place) = (0, offset); i < numbers.Length; i++, place += into.Columns)
        {
            var missing = float.IsNaN(numbers[i]);
            features[place] = Feature(numbers[i], knots, scores);
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
        features[0] = Feature(cell[0], Knots as float[] ?? [.. Knots], Scores as float[] ?? [.. Scores]);
        if (MissingIndicator)
        {
            features[1] = float.IsNaN(cell[0]) ? 1 : 0;
        }
    }

    private static float Feature(float x, float[] knots, float[] scores)
    {
        if (float.IsNaN(x) || knots.Length == 0)
        {
            return 0;
        }

        x = Math.Clamp(x, knots[0], knots[^1]);
        var place = Array.BinarySearch(knots, 0, knots.Length - 1, x);
        var below = place >= 0 ? place : ~place - 1;
        var share = (x - knots[below]) / (knots[below + 1] - knots[below]);
        return scores[below] + (share * (scores[below + 1] - scores[below]));
    }
}
