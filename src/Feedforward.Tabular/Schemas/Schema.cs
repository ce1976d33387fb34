namespace Feedforward.Tabular;

/// <summary>Which columns a model reads, what they mean, and what it predicts.</summary>
/// <param name="Features">The columns read, in the order of the training data.</param>
/// <param name="Target">The column predicted; null where only the columns were looked at.</param>
/// <param name="Dropped">The columns left out, and why.</param>
public sealed record Schema(IReadOnlyList<FeatureColumn> Features, TargetColumn? Target, IReadOnlyList<DroppedColumn> Dropped)
{
    /// <summary>Infers the schema of a table.</summary>
    /// <remarks>
    /// <para>Kinds. A vector column is a vector. A column of texts is boolean where every text is true or false (in any
    /// case of letters), a date where every text is one (2026-01-31, 2026/01/31, with or without a time), else a
    /// category. A column of numbers is a number.</para>
    /// <para>Left out, each with a notice: columns without a value; columns with one value in all rows; identifiers.
    /// An identifier, looked for in tables of 20 rows or more, is a category of which at least 95 % of the values are
    /// distinct, or distinct whole numbers that either count up by one from row to row or whose column is named
    /// <c>id</c>, <c>index</c>, <c>row</c> or <c>number</c> or ends in <c>_id</c>, <c> id</c> or <c>Id</c>.</para>
    /// <para>Task. A target of texts is classified. A target of numbers is classified where all are whole, at most 20
    /// are distinct, and there are exactly 2 or each occurs 5 times on average or more; else it is regression. Two
    /// classes make the task binary, more multiclass.</para>
    /// </remarks>
    /// <param name="table">The table.</param>
    /// <param name="options">What the caller knows better.</param>
    /// <returns>The schema, and what a person should know about how it came about.</returns>
    /// <exception cref="DataException">
    /// A named column does not exist, a told kind or task does not fit the cells, the target has one class or no value,
    /// or no column is left to learn from.
    /// </exception>
    public static (Schema Schema, IReadOnlyList<Notice> Notices) Infer(Table table, SchemaOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        foreach (var name in options.Types.Keys.Concat(options.Drop).Append(options.Target).OfType<string>())
        {
            _ = table[name];
        }

        if (table.Rows == 0)
        {
            throw new DataException("The table has a header but no rows.");
        }

        RowBlocks.All(table.Columns.Count, table.Rows < RowBlocks.Many ? 1 : 0, i => ColumnFacts.Of(table.Columns[i]));
        var notices = new List<Notice>(table.Notices);
        var features = new List<FeatureColumn>();
        var dropped = new List<DroppedColumn>();
        foreach (var column in table.Columns)
        {
            if (column.Name == options.Target)
            {
                continue;
            }

            var (feature, notice) = FeatureInference.Infer(column, table, options);
            if (notice is not null)
            {
                notices.Add(notice);
            }

            if (feature is not null)
            {
                features.Add(feature);
            }
            else
            {
                dropped.Add(new DroppedColumn(column.Name, notice!.Kind));
            }
        }

        if (options.Target is null)
        {
            return (new Schema(features, null, dropped), notices);
        }

        var target = TargetInference.Infer(table[options.Target], table, options, notices);
        return features.Count > 0
            ? (new Schema(features, target, dropped), notices)
            : throw new DataException(
                dropped.Count == 0
                    ? $"The table has no column but the target '{options.Target}'; if that is the whole header in one cell, name the delimiter."
                    : $"No column is left to predict '{options.Target}' from: " + string.Join(", ", dropped.Select(column => $"'{column.Name}' ({column.Reason})")) + ". Declare a column's type to keep it."
                    + string.Concat(table.Notices.Where(notice => notice.Kind == NoticeKind.DecimalComma).Take(1).Select(notice => " " + notice.Message)));
    }

    /// <summary>The kinds of all columns the model knows, as <see cref="ReadOptions.Types"/> wants them.</summary>
    internal IReadOnlyDictionary<string, ColumnKind> KnownTypes()
    {
        var types = Features.Where(feature => feature.Kind != ColumnKind.Vector).ToDictionary(feature => feature.Name, feature => feature.Kind);
        if (Target is not null)
        {
            types[Target.Name] = Target.Task == LearningTask.Regression ? ColumnKind.Number : ColumnKind.Category;
        }

        return types;
    }
}
