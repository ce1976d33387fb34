using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>What is checked and said where a training goes on from a model with rows of another time.</summary>
internal static class ContinuedTraining
{
    /// <summary>Checks that the table has what the model reads, before anything is computed.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">The new rows.</param>
    /// <param name="options">The choices.</param>
    /// <returns>What a person should know.</returns>
    /// <exception cref="DataException">A column is missing; the message names all that are.</exception>
    /// <exception cref="ArgumentException">The target is not the model's.</exception>
    public static IReadOnlyList<Notice> Check(TabularModel model, Table table, TabularOptions options)
    {
        if (model.Target.Name != options.Target)
        {
            throw new ArgumentException($"The model predicts '{model.Target.Name}'; training cannot go on with the target '{options.Target}'.");
        }

        string[] missing = [.. model.Schema.Features.Select(feature => feature.Name).Append(model.Target.Name).Where(name => !table.TryColumn(name, out _))];
        if (missing.Length > 0)
        {
            throw new DataException(
                $"Training goes on with the columns of the model, of which the table lacks {string.Join(", ", missing.Select(name => $"'{name}'"))}. "
                + table.NoColumn(missing[0]).Message
                + " Give it the columns that the model was trained with (see: feedforward inspect), or train anew without --from.",
                column: missing[0]);
        }

        return [.. model.ExtraColumns(table.Columns.Select(column => column.Name)), .. OfSplit(model, table, options)];
    }

    /// <summary>How the validation rows judge the model that went in and the one that came out.</summary>
    /// <param name="before">The evaluation of the model that training went on from.</param>
    /// <param name="after">That of the new one.</param>
    /// <param name="metric">The metric that is watched.</param>
    public static Notice Comparison(Evaluation before, Evaluation after, TabularMetric metric)
    {
        var (then, now) = (before.Metrics.GetValueOrDefault(metric.Key, double.NaN), after.Metrics.GetValueOrDefault(metric.Key, double.NaN));
        var isWorse = metric.AsLoss(now) > metric.AsLoss(then);
        return Say($"On the {after.Rows} validation rows the model that training went on from has {metric.Name} {then:G4}, the new one {now:G4}.{(isWorse ? " It did not get better; try a smaller learning rate." : string.Empty)}");
    }

    private static IEnumerable<Notice> OfSplit(TabularModel model, Table table, TabularOptions options)
    {
        if (options.TestTable is not null || options.Test == 0)
        {
            return [];
        }

        var then = model.Training;
        var rows = then.TrainRows + then.ValidationRows + then.TestRows;
        return options.Seed != then.Seed
            ? [Say($"The model was trained with seed {then.Seed} and goes on with seed {options.Seed}, which splits the rows anew: if they are the same rows, some of the test part were learned from before, and the test metrics are too good.")]
            : rows > 0 && table.Rows > rows
            ? [Say($"The table has {table.Rows} rows, the first training had {rows}: if those are among them, they are split anew, some of the test part were learned from before, and the test metrics are too good. Give new rows alone, or judge by rows of their own (--test FILE).")]
            : [];
    }

    private static Notice Say(FormattableString text) => new(NoticeKind.Training, null, text.ToString(CultureInfo.InvariantCulture));
}
