namespace Feedforward.Tabular;

/// <summary>The target's cells as what losses and metrics take: class numbers, or numbers.</summary>
internal static class TargetValues
{
    /// <summary>The class number of each row; −1 where the cell is missing.</summary>
    /// <exception cref="DataException">A cell holds a class that the model does not know.</exception>
    public static int[] Classes(Table table, TargetColumn target) => Classes(table, target, table.AllRows());

    /// <summary>The same of some rows.</summary>
    public static int[] Classes(Table table, TargetColumn target, ReadOnlySpan<int> rows)
    {
        var column = table[target.Name];
        if (column is VectorColumn)
        {
            throw new DataException($"The target '{target.Name}' holds vectors; a class was expected.", column: target.Name);
        }

        var codes = target.IsBoolean ? Truths(column, table, rows) : ColumnView.Categories(column, rows, target.Classes, target.Numeric);
        if (Array.IndexOf(codes, ColumnView.Unseen) is var place && place < 0)
        {
            return codes;
        }

        var unseen = rows[place];
        throw new DataException(
            $"Line {table.LineOf(unseen)}: '{column.TextAt(unseen)}' is not a class of '{target.Name}' that the model knows ({string.Join(", ", target.Classes.Take(10))}{(target.Classes.Count > 10 ? ", …" : string.Empty)}).",
            table.LineOf(unseen),
            target.Name);
    }

    /// <summary>The number of each row; NaN where the cell is missing.</summary>
    /// <exception cref="DataException">A cell is not a number.</exception>
    public static float[] Numbers(Table table, TargetColumn target) => Numbers(table, target, table.AllRows());

    /// <summary>The same of some rows.</summary>
    public static float[] Numbers(Table table, TargetColumn target, ReadOnlySpan<int> rows) => ColumnView.Numbers(table[target.Name], table, rows);

    /// <summary>For each row the group a split keeps together: its class, or 0 for regression; −1 where the target is missing.</summary>
    public static int[] Strata(Table table, TargetColumn target) => target.Task == LearningTask.Regression
        ? Array.ConvertAll(Numbers(table, target), number => float.IsNaN(number) ? -1 : 0)
        : Classes(table, target);

    private static int[] Truths(TableColumn column, Table table, ReadOnlySpan<int> rows) =>
        Array.ConvertAll(ColumnView.Booleans(column, table, rows), truth => float.IsNaN(truth) ? ColumnView.Missing : (int)truth);
}
