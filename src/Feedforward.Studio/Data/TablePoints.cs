using Feedforward.Tabular;

namespace Feedforward.Studio;

/// <summary>Two columns of some rows as points, grouped by the class of the target.</summary>
internal static class TablePoints
{
    /// <summary>So many classes have a group of their own.</summary>
    private const int MostGroups = 12;

    /// <summary>Takes rows at equal distances.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="choices">The target and the types.</param>
    /// <param name="across">The column of the first coordinate.</param>
    /// <param name="up">The column of the second.</param>
    /// <param name="most">The most points.</param>
    /// <returns>The groups that have points; one without a name where the target is a number or there is none.</returns>
    /// <exception cref="DataException">A column is not there or holds no numbers.</exception>
    public static IReadOnlyList<(string Name, float[] X, float[] Y)> Of(Table table, TabularOptions choices, string across, string up, int most)
    {
        var every = Math.Max(1, (table.Rows + most - 1) / most);
        int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => row % every == 0)];
        var (x, y) = (ColumnView.Numbers(table[across], table, rows), ColumnView.Numbers(table[up], table, rows));
        var target = Classes(table, choices);
        var groups = target is null ? new int[rows.Length] : ColumnView.Categories(table[choices.Target], rows, target.Classes, target.Numeric);
        List<(string, float[], float[])> found = [];
        for (var group = 0; group < Math.Min(MostGroups, target?.Classes.Count ?? 1); group++)
        {
            var wanted = group;
            int[] members = [.. Enumerable.Range(0, rows.Length).Where(i => groups[i] == wanted && float.IsFinite(x[i]) && float.IsFinite(y[i]))];
            found.Add((target?.Classes[group] ?? "", [.. members.Select(i => x[i])], [.. members.Select(i => y[i])]));
        }

        return found;
    }

    private static TargetColumn? Classes(Table table, TabularOptions choices)
    {
        try
        {
            return TabularTrainer.Infer(table, choices).Schema.Target is { Task: not LearningTask.Regression } target ? target : null;
        }
        catch (DataException)
        {
            // A target that cannot be learned divides nothing; the page says elsewhere what is wrong with it.
            return null;
        }
    }
}
