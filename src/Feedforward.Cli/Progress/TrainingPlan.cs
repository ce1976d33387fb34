using Feedforward.Tabular;

namespace Feedforward.Cli.Progress;

/// <summary>What is about to be trained.</summary>
/// <param name="Data">How the data are called.</param>
/// <param name="Table">The data.</param>
/// <param name="Schema">What was inferred of them.</param>
/// <param name="Options">The choices.</param>
/// <param name="Folds">How many folds of a cross-validation, or null for one training.</param>
internal sealed record TrainingPlan(string Data, Table Table, Schema Schema, TabularOptions Options, int? Folds)
{
    /// <summary>The target that was asked for.</summary>
    public TargetColumn Target => Schema.Target!;

    /// <summary>The metric that is shown for each epoch.</summary>
    public TabularMetric Metric => TabularMetric.Chosen(Options.Metric, Target.Task);
}
