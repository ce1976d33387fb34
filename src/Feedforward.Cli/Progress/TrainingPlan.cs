using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>What is about to be trained.</summary>
/// <param name="Data">How the data are called.</param>
/// <param name="Rows">How many rows the data have.</param>
/// <param name="Schema">What was inferred of them.</param>
/// <param name="Options">The choices.</param>
/// <param name="Preset">What a preset chose, or null.</param>
/// <param name="Folds">How many folds of a cross-validation, or null for one training.</param>
internal sealed record TrainingPlan(string Data, long Rows, Schema Schema, TabularOptions Options, Preset? Preset, int? Folds)
{
    /// <summary>The same for rows in memory.</summary>
    public static TrainingPlan Of(string data, Table table, Schema schema, TabularOptions options, int? folds) =>
        new(data, table.Rows, schema, options, Presets.Of(options, table, schema), folds);

    /// <summary>The target that was asked for.</summary>
    public TargetColumn Target => Schema.Target!;

    /// <summary>The metric that is shown for each epoch.</summary>
    public TabularMetric Metric => TabularMetric.Chosen(Options.Metric, Target.Task);
}
