namespace Feedforward.Tabular;

/// <summary>
/// A date as its parts, each standardised: year, month, day, day of the week, and the hour where the training part had
/// times. A missing cell gives 0 for each; where the training part had missing cells, a last feature is 1 for a missing
/// cell and 0 for any other.
/// </summary>
/// <param name="Column">The column read.</param>
/// <param name="Parts">The parts, in the features' order.</param>
/// <param name="MissingIndicator">Whether there is the last feature.</param>
public sealed record DateEncoder(string Column, IReadOnlyList<DatePartScale> Parts, bool MissingIndicator) : FeatureEncoder(Column)
{
    /// <inheritdoc/>
    public override int Width => Parts.Count + (MissingIndicator ? 1 : 0);

    /// <inheritdoc/>
    public override IReadOnlyList<string> FeatureNames =>
    [
        .. Parts.Select(scale => $"{Column}.{Name(scale.Part)}"),
        .. MissingIndicator ? [$"{Column} missing"] : Array.Empty<string>(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureKind> FeatureKinds =>
    [
        .. Enumerable.Repeat(FeatureKind.Number, Parts.Count),
        .. Enumerable.Repeat(FeatureKind.Indicator, Width - Parts.Count),
    ];

    /// <summary>Compares by content, the parts one by one.</summary>
    /// <param name="other">Another encoder, or null.</param>
    public bool Equals(DateEncoder? other) =>
        other is not null && Column == other.Column && MissingIndicator == other.MissingIndicator && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Column, Parts.Count, MissingIndicator);

    internal static DateEncoder Fit(TableColumn column, Table table, ReadOnlySpan<int> rows)
    {
        var dates = ColumnView.Dates(column, table, rows);
        var (missing, hasTime) = (false, false);
        foreach (var date in dates)
        {
            missing |= date is null;
            hasTime |= date is { HasTime: true };
        }

        var scales = new List<DatePartScale>();
        foreach (var part in Enum.GetValues<DatePart>())
        {
            if (part != DatePart.Hour || hasTime)
            {
                var values = Array.ConvertAll(dates, date => date is { } known ? DatePartScale.Of(known.Date, part) : float.NaN);
                var moments = Moments.Of(values);
                scales.Add(new DatePartScale(part, moments.Mean, moments.Deviation));
            }
        }

        return new DateEncoder(column.Name, scales, missing);
    }

    internal override void Encode(
        TableColumn column, Table table, ReadOnlySpan<int> rows, Matrix<float> into, int offset, EncodingCounts? counts)
    {
        var dates = ColumnView.Dates(column, table, rows);
        for (var i = 0; i < rows.Length; i++)
        {
            var date = dates[i];
            for (var j = 0; j < Parts.Count; j++)
            {
                into[i, offset + j] = date is { } known ? (DatePartScale.Of(known.Date, Parts[j].Part) - Parts[j].Mean) / Parts[j].Deviation : 0;
            }

            if (MissingIndicator)
            {
                into[i, offset + Parts.Count] = date is null ? 1 : 0;
            }
            else if (date is null)
            {
                counts?.AddMissing(Column);
            }
        }
    }

    private static string Name(DatePart part) => part switch
    {
        DatePart.DayOfWeek => "dayOfWeek",
        _ => part.ToString().ToLowerInvariant(),
    };
}
