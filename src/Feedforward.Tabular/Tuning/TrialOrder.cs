namespace Feedforward.Tabular.Tuning;

/// <summary>
/// The best trial first: more epochs before fewer (only those that did well got more), then the better value, then the lower number, so
/// that nothing comes before the preset's own configuration without being better. Trials without a value come last.
/// </summary>
/// <param name="metric">What they are judged by.</param>
public sealed class TrialOrder(TabularMetric metric) : IComparer<Trial>
{
    /// <inheritdoc/>
    public int Compare(Trial? x, Trial? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 1 : 0) - (y is null ? 1 : 0);
        }

        var order = (x.Value is null).CompareTo(y.Value is null);
        order = order != 0 ? order : y.Epochs.CompareTo(x.Epochs);
        order = order != 0 ? order : Loss(x).CompareTo(Loss(y));
        return order != 0 ? order : x.Number.CompareTo(y.Number);
    }

    private double Loss(Trial trial) => trial.Value is { } value ? metric.AsLoss(value) : 0;
}
