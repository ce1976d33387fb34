namespace Feedforward.Tabular;

/// <summary>The rows by which a training is judged: those of the test part or the test table or, without any, the validation rows.</summary>
/// <param name="Table">The table they stand in.</param>
/// <param name="Rows">Which of its rows, ascending, all with a target.</param>
/// <param name="IsTest">Whether they had no say in the training; validation rows chose the epoch, so that they judge too kindly.</param>
public sealed record JudgingPart(Table Table, IReadOnlyList<int> Rows, bool IsTest)
{
    /// <summary>The rows of a training.</summary>
    /// <param name="table">The table of the training.</param>
    /// <param name="options">The choices of the training.</param>
    /// <param name="result">The training.</param>
    /// <returns>No rows where nothing was held back.</returns>
    public static JudgingPart Of(Table table, TabularOptions options, TabularResult result)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(result);
        if (options.TestTable is { } test)
        {
            var strata = TargetValues.Strata(test, result.Model.Target);
            return new JudgingPart(test, [.. Enumerable.Range(0, test.Rows).Where(row => strata[row] >= 0)], true);
        }

        var split = result.Split;
        return split.Test.Count > 0 ? new JudgingPart(table, split.Test, true) : new JudgingPart(table, split.Validation, false);
    }

    /// <summary>All of the items, or evenly spaced ones where there are more than so many.</summary>
    internal static T[] Some<T>(IReadOnlyList<T> items, int most) => items.Count <= most
        ? [.. items]
        : [.. Enumerable.Range(0, most).Select(i => items[(int)((long)i * items.Count / most)])];
}
