namespace Feedforward.Tabular;

/// <summary>A part of a split, counted.</summary>
/// <param name="Name">training, validation or test.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Classes">How many of them are of each class, in the order of the target's classes; empty for a number.</param>
internal sealed record SplitPart(string Name, int Rows, int[] Classes)
{
    /// <summary>Divides a table as a training with these options does, and counts.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="schema">With a target.</param>
    /// <param name="options">Shares and seed.</param>
    public static IReadOnlyList<SplitPart> Of(Table table, Schema schema, TabularOptions options)
    {
        var target = schema.Target!;
        var strata = TargetValues.Strata(table, target);
        var split = TabularTrainer.Divide(options, schema, strata);
        return [Count("training", split.Train), Count("validation", split.Validation), Count("test", split.Test)];

        SplitPart Count(string name, IReadOnlyList<int> rows)
        {
            var classes = new int[target.Classes.Count];
            foreach (var row in classes.Length > 0 ? rows : [])
            {
                classes[strata[row]]++;
            }

            return new SplitPart(name, rows.Count, classes);
        }
    }
}
