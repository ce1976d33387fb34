using Feedforward.Training;

namespace Feedforward.Tabular;

/// <summary>An epoch of a training on a table.</summary>
/// <param name="Epoch">What the epoch did.</param>
/// <param name="Epochs">The most epochs there will be.</param>
/// <param name="Metric">The name of the metric as in <see cref="Evaluation.Metrics"/>: the one that was asked for, else <c>accuracy</c> or <c>rmse</c>, the latter in the target's unit.</param>
/// <param name="ValidationMetric">The metric on the validation part, or null without one.</param>
/// <param name="Fold">Which fold of a cross-validation, counted from 1; 0 outside of one.</param>
public sealed record TabularEpoch(Epoch Epoch, int Epochs, string Metric, double? ValidationMetric, int Fold = 0)
{
    /// <summary>Whether this is the second training, on all rows.</summary>
    public bool IsRefit { get; init; }

    /// <summary>Of a trial that comes before the training, by which rows choose among alternatives of a preset, the names of those it has; else null.</summary>
    public string? Alternative { get; init; }

    /// <summary>How long training waited for streamed rows in this epoch, and for what; null where all rows are in memory.</summary>
    public RowWaiting? Waiting { get; init; }

    /// <summary>The time the remaining epochs will take if they are all done, at the pace so far.</summary>
    public TimeSpan Remaining => Epoch.Elapsed / Epoch.Number * (Epochs - Epoch.Number);
}
