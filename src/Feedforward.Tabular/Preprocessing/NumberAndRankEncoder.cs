namespace Feedforward.Tabular;

/// <summary>
/// A number twice: by its size (<see cref="RobustNumberEncoder"/>) and by its rank (<see cref="QuantileEncoder"/>). Size tells what
/// distances are, rank spreads out what is crowded; a network has both to choose from.
/// </summary>
/// <param name="Size">By its size, with the indicator of missing cells where there is one.</param>
/// <param name="Rank">By its rank, without such an indicator.</param>
public sealed record NumberAndRankEncoder(RobustNumberEncoder Size, QuantileEncoder Rank) : FeatureEncoder(Size.Column)
{
    /// <inheritdoc/>
    public override int Width => Rank.Width + Size.Width;

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames => [$"{Column} rank", .. Size.FeatureNames];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds => [FeatureKind.Score, .. Size.FeatureKinds];

    internal static NumberAndRankEncoder Fit(TableColumn column, Table table, ReadOnlySpan<int> rows) => new(
        RobustNumberEncoder.Fit(column, table, rows), QuantileEncoder.Fit(column, table, rows) with { MissingIndicator = false });

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        Rank.Encode(column, table, rows, into, offset, counts: null);
        Size.Encode(column, table, rows, into, offset + Rank.Width, counts);
    }

    internal override void Encode(ReadOnlySpan<float> cell, Span<float> features)
    {
        Rank.Encode(cell, features);
        Size.Encode(cell, features[Rank.Width..]);
    }
}
