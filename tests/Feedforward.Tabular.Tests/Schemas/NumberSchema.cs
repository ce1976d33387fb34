namespace Feedforward.Tabular.Tests.Schemas;

/// <summary>The schema of a table of numbers and a target.</summary>
internal static class NumberSchema
{
    public static Schema Of(LearningTask task, int columns = 1) => new(
        [.. Enumerable.Range(0, columns).Select(column => new FeatureColumn($"x{column}", ColumnKind.Number))],
        new TargetColumn("y", task, [], Numeric: false),
        []);
}
