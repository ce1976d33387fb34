using System.Globalization;

namespace Feedforward.Tabular;

/// <summary>Finds out what is to be predicted, and the classes. The rules stand at <see cref="Schema.Infer"/>.</summary>
internal static class TargetInference
{
    private const int MaximumInferredNumericClasses = 20;
    private const int RowsAClass = 5;
    private const int MaximumClasses = 10_000;
    private const int MostNamedClasses = 3;

    /// <summary>2²⁴: in 32 bits the next whole number is rounded to it.</summary>
    private const int FirstWholeNumberWithoutNeighbour = 1 << 24;

    public static TargetColumn Infer(TableColumn column, Table table, SchemaOptions options, List<Notice> notices)
    {
        var name = column.Name;
        if (column is VectorColumn)
        {
            throw new DataException($"The target '{name}' holds vectors; a target has one value in each cell.", column: name);
        }

        var facts = ColumnFacts.Of(column);
        if (facts.Distinct == 0)
        {
            throw new DataException($"The target '{name}' has no value in any row.", column: name);
        }

        if (facts.Missing > 0)
        {
            notices.Add(new Notice(
                NoticeKind.MissingTarget, name, $"{facts.Missing} of {table.Rows} rows have no '{name}' and are left out of training and evaluation."));
        }

        var told = options.Types.TryGetValue(name, out var kind) ? kind : (ColumnKind?)null;
        var classified = options.Task is { } task ? task != LearningTask.Regression
            : told is { } known ? known != ColumnKind.Number
            : column is TextColumn || LooksLikeClasses(facts);
        if (!classified)
        {
            _ = ColumnView.Numbers(column, table, table.AllRows());
            if (facts.Distinct == 1)
            {
                throw new DataException($"The target '{name}' is {facts.Values[0].Value} in every row; there is nothing to learn.", column: name);
            }

            return new TargetColumn(name, LearningTask.Regression, [], Numeric: false);
        }

        var target = Classified(column, facts, table, options);
        if (column is NumberColumn && options.Task is null && told is null)
        {
            notices.Add(new Notice(
                NoticeKind.Task,
                name,
                $"'{name}' holds {facts.Distinct} distinct whole numbers and is treated as {facts.Distinct} classes; set the task to regression to predict the number."));
        }

        notices.AddRange(RareClasses(name, facts));
        return target;
    }

    /// <summary>One notice each for a few classes, and one for all where there are many.</summary>
    private static IEnumerable<Notice> RareClasses(string name, ColumnFacts facts)
    {
        var rare = facts.Values.Where(value => value.Count < RowsAClass).ToList();
        return rare.Count <= MostNamedClasses
            ? rare.Select(value => Said($"The class '{value.Value}' of '{name}' has only {Rows(value.Count)}."))
            : [Said($"{rare.Count} classes of '{name}' have fewer than {RowsAClass} rows, such as {string.Join(", ", rare.Take(MostNamedClasses).Select(value => $"'{value.Value}' ({Rows(value.Count)})"))}.")];

        Notice Said(string message) => new(NoticeKind.RareClass, name, message);

        static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";
    }

    private static bool LooksLikeClasses(ColumnFacts facts) =>
        facts.AllWhole
        && facts.Distinct <= MaximumInferredNumericClasses
        && (facts.Distinct == 2 || facts.Values.Sum(value => value.Count) >= RowsAClass * facts.Distinct);

    private static TargetColumn Classified(TableColumn column, ColumnFacts facts, Table table, SchemaOptions options)
    {
        var name = column.Name;
        if (column is NumberColumn && Math.Max(facts.Maximum, -facts.Minimum) >= FirstWholeNumberWithoutNeighbour)
        {
            throw new DataException(
                $"The target '{name}' has class numbers of {FirstWholeNumberWithoutNeighbour} and more, which 32-bit numbers do not tell apart. Declare it a category, so that its cells are compared as they are written, or set the task to regression to predict the number.",
                column: name);
        }

        var labels = facts.Values.Select(value => value.Value);
        string[] classes = column is NumberColumn
            ? [.. labels.OrderBy(label => double.Parse(label, CultureInfo.InvariantCulture))]
            : facts.AllBoolean ? [.. labels.DistinctBy(bool.Parse).OrderBy(bool.Parse)]
            : [.. labels.Order(StringComparer.Ordinal)];
        if (classes.Length == 1)
        {
            throw new DataException($"The target '{name}' has one class only, '{classes[0]}'; two or more are needed to learn to tell them apart.", column: name);
        }

        if (classes.Length > MaximumClasses || (classes.Length == facts.Values.Sum(value => value.Count) && classes.Length > 2))
        {
            throw new DataException(
                $"The target '{name}' has {classes.Length} distinct values in {column.Count} rows, too many for classes. If they are numbers, set the task to regression; the first is '{facts.Values[0].Value}'."
                + string.Concat(table.Notices.Where(notice => notice.Column == name && notice.Kind is NoticeKind.MixedNumbers or NoticeKind.DecimalComma).Select(notice => " " + notice.Message)),
                column: name);
        }

        if (options.Task == LearningTask.Binary && classes.Length != 2)
        {
            throw new DataException($"The task is binary but the target '{name}' has {classes.Length} classes.", column: name);
        }

        var task = options.Task ?? (classes.Length == 2 ? LearningTask.Binary : LearningTask.Multiclass);
        return new TargetColumn(name, task, classes, Numeric: column is NumberColumn);
    }
}
