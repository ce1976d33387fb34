namespace Feedforward.Tabular.Tuning;

/// <summary>What a search found, however it ended.</summary>
/// <param name="Trials">Every training of the search, in the order of rounds and, within a round, of numbers.</param>
/// <param name="Best">The best trial; null where none was finished or all diverged.</param>
/// <param name="Metric">What they were judged by.</param>
/// <param name="ValidationRows">On how many rows.</param>
/// <param name="Space">What was searched.</param>
/// <param name="Finalists">
/// What is to be trained as whole models (<see cref="FinalRound"/>): the best configurations, as far as they are better than the preset's own, and that one last.
/// Where the preset has no folds a whole model would be judged by no more rows than a trial was, so there it is the best configuration alone.
/// </param>
/// <param name="End">Why it ended.</param>
/// <param name="Notices">What a person should know.</param>
/// <param name="Elapsed">The time of this run.</param>
public sealed record TuningResult(
    IReadOnlyList<Trial> Trials,
    Trial? Best,
    TabularMetric Metric,
    int ValidationRows,
    SearchSpace Space,
    IReadOnlyList<Finalist> Finalists,
    TuningEnd End,
    IReadOnlyList<Notice> Notices,
    TimeSpan Elapsed)
{
    /// <summary>The last training of each configuration, the best first.</summary>
    public IReadOnlyList<Trial> Ranking =>
        [.. Trials.GroupBy(trial => trial.Number).Select(group => group.MaxBy(trial => trial.Epochs)!).Order(new TrialOrder(Metric))];

    /// <summary>The preset's own configuration with the most epochs it got, to compare the best with; null where it was not finished.</summary>
    public Trial? Preset => Trials.Where(trial => trial.Number == 0).MaxBy(trial => trial.Epochs);
}
