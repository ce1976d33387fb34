using Feedforward.Tabular;

namespace Feedforward.Server;

/// <summary>What a model knows about the cells of a column from its training, as far as its preprocessing holds it.</summary>
/// <param name="Categories">The categories it tells apart; empty for other columns.</param>
/// <param name="Minimum">The smallest number of the training part, or null.</param>
/// <param name="Maximum">The largest number of the training part, or null.</param>
/// <param name="Typical">A number in the middle of the training part's: mean or median; null for other columns.</param>
internal sealed record KnownCells(IReadOnlyList<string> Categories, float? Minimum, float? Maximum, float? Typical)
{
    private static readonly KnownCells s_nothing = new([], null, null, null);

    /// <summary>What is known about each column, by name.</summary>
    public static IReadOnlyDictionary<string, KnownCells> Of(TabularModel model) => model.Preprocessing.Encoders
        .GroupBy(encoder => encoder.Column, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Of(group.First()), StringComparer.Ordinal);

    private static KnownCells Of(FeatureEncoder encoder) => encoder switch
    {
        CategoryEncoder category => s_nothing with { Categories = category.Categories },
        CategoryCodeEncoder category => s_nothing with { Categories = category.Categories },
        NumberEncoder number => s_nothing with { Typical = number.Mean },
        RobustNumberEncoder number => s_nothing with { Typical = number.Median },
        QuantileEncoder number => Of(number),
        NumberAndRankEncoder number => Of(number.Rank) with { Typical = number.Size.Median },
        _ => s_nothing,
    };

    private static KnownCells Of(QuantileEncoder number) => number.Knots.Count == 0
        ? s_nothing
        : new KnownCells([], number.Knots[0], number.Knots[^1], number.Knots[number.Knots.Count / 2]);
}
