namespace Feedforward.Tabular;

/// <summary>Where the numbers of a column lie, for questions that vary it.</summary>
/// <param name="Minimum">The least number, finite.</param>
/// <param name="Maximum">The greatest, above <paramref name="Minimum"/>.</param>
public readonly record struct ColumnRange(float Minimum, float Maximum)
{
    /// <summary>How many deviations, or distances of the quartiles, from the middle a range reaches that is known by those alone.</summary>
    private const float Reach = 3;

    /// <summary>From the least to the greatest number of a table's column; without a table as far as the model's preprocessing knows it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="column">The column's name.</param>
    /// <param name="table">Rows of the model's columns, or null.</param>
    /// <returns>The range, or null where the column holds no numbers.</returns>
    public static ColumnRange? Of(TabularModel model, string column, Table? table = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (table is not null && table.TryColumn(column, out var cells) && Of(cells) is { } range)
        {
            return range;
        }

        return model.Preprocessing.Encoders.FirstOrDefault(encoder => encoder.Column == column) switch
        {
            NumberEncoder number => Between(number.Mean - (Reach * number.Deviation), number.Mean + (Reach * number.Deviation)),
            RobustNumberEncoder number => Of(number),
            QuantileEncoder { Knots.Count: > 0 } number => Between(number.Knots[0], number.Knots[^1]),
            NumberAndRankEncoder { Rank.Knots.Count: > 0 } number => Between(number.Rank.Knots[0], number.Rank.Knots[^1]),
            NumberAndRankEncoder number => Of(number.Size),
            _ => null,
        };
    }

    /// <summary>From the least to the greatest number of a column, or null where it holds none.</summary>
    internal static ColumnRange? Of(TableColumn cells) =>
        cells is NumberColumn && ColumnFacts.Of(cells) is { Distinct: > 0 } facts ? Between(facts.Minimum, facts.Maximum) : null;

    private static ColumnRange? Of(RobustNumberEncoder number) =>
        number.Scale > 0 ? Between(number.Median - (Reach / number.Scale), number.Median + (Reach / number.Scale)) : Between(number.Fill, number.Fill);

    private static ColumnRange? Between(float least, float most) =>
        !float.IsFinite(least) || !float.IsFinite(most) ? null
        : least < most ? new ColumnRange(least, most)
        : new ColumnRange(MathF.BitDecrement(least - 1), MathF.BitIncrement(most + 1));
}
