using Feedforward.Training;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// The end of a search: its best configurations and the preset's own are trained as whole models, and the best of these is the result. With
/// folds each is judged on all its rows, by members that have not learned from them: on five times as many rows as a trial, with <c>auto</c>. So
/// the accident that made one of forty trials look best is noticed.
/// </summary>
public static class FinalRound
{
    /// <summary>Trains all finalists and gives the best.</summary>
    /// <param name="table">The table of the search.</param>
    /// <param name="found">What the search found.</param>
    /// <param name="cancellationToken">Ends it with the best so far.</param>
    public static TabularResult Train(Table table, TuningResult found, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(found);
        var results = new List<TabularResult>();
        foreach (var finalist in found.Finalists)
        {
            results.Add(TabularTrainer.Fit(table, finalist.Options, progress: null, cancellationToken));
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        return results[Choose(found, results)];
    }

    /// <summary>The value of a finalist: the metric of the search on the rows that were held back from its members; null where there is none.</summary>
    /// <param name="found">What the search found.</param>
    /// <param name="result">The finalist's training.</param>
    public static double? Value(TuningResult found, TabularResult result)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(result);
        return result.Training.Reason is not StopReason.Diverged && result.Validation is { } validation && validation.Metrics.TryGetValue(found.Metric.Key, out var value) && double.IsFinite(value)
            ? value
            : null;
    }

    /// <summary>
    /// Which finalist is the best by its value. Of equal ones the preset's own, then the one that came first in the search. One whose training was
    /// cancelled only where there is no other.
    /// </summary>
    /// <param name="found">What the search found.</param>
    /// <param name="results">The trainings of the first of its finalists, one or more.</param>
    /// <returns>The place in <paramref name="results"/>.</returns>
    public static int Choose(TuningResult found, IReadOnlyList<TabularResult> results)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(results);
        return Enumerable.Range(0, results.Count)
            .OrderBy(i => results[i].Training.Reason == StopReason.Cancelled)
            .ThenBy(i => Value(found, results[i]) is { } value ? found.Metric.AsLoss(value) : double.PositiveInfinity)
            .ThenBy(i => found.Finalists[i].Number > 0)
            .ThenBy(i => i)
            .First();
    }
}
