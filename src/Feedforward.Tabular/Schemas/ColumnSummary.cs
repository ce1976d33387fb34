namespace Feedforward.Tabular;

/// <summary>What a look at a column shows.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">What its cells mean; null where the column would be left out.</param>
/// <param name="Dropped">Why it would be left out, or null.</param>
/// <param name="Missing">How many cells have no value.</param>
/// <param name="Distinct">How many distinct values there are; for vectors the number of rows.</param>
/// <param name="Mean">The mean of a column of numbers, or null.</param>
/// <param name="Deviation">The deviation of a column of numbers about its mean (divided by n), or null.</param>
/// <param name="Minimum">The smallest number, or null.</param>
/// <param name="Maximum">The largest number, or null.</param>
/// <param name="MostFrequent">The most frequent values, at most ten, the most frequent first.</param>
public sealed record ColumnSummary(
    string Name,
    ColumnKind? Kind,
    NoticeKind? Dropped,
    int Missing,
    int Distinct,
    float? Mean,
    float? Deviation,
    float? Minimum,
    float? Maximum,
    IReadOnlyList<(string Value, int Count)> MostFrequent);
