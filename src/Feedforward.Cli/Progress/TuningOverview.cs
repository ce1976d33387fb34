using Feedforward.Tabular;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Cli.Progress;

/// <summary>What is about to be searched.</summary>
/// <param name="Kind">How the epochs are spent.</param>
/// <param name="Space">Among what.</param>
/// <param name="Plan">The rounds.</param>
/// <param name="Metric">What the trials are judged by.</param>
/// <param name="ValidationRows">On how many rows.</param>
/// <param name="Folder">Where journal and models are.</param>
internal sealed record TuningOverview(SearchKind Kind, SearchSpace Space, SearchPlan Plan, TabularMetric Metric, int ValidationRows, string Folder);
