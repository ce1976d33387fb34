namespace Feedforward.Tabular.Tuning;

/// <summary>
/// The rounds of a search. Random search is one round. Successive halving with T trials, R epochs and the factor η has rounds
/// k = 0 … K of r_k = R/η^(K−k) epochs, with n_k = ⌊(T − 1)/η^k⌋ drawn configurations and, beside them in every round, the preset's own, so
/// that it is known what the search gained. A configuration that goes on is trained anew: the schedules of learning rate, dropout and
/// decay stretch over all epochs of a training, so a shorter one is no beginning of a longer one.
/// </summary>
public sealed class SearchPlan
{
    private SearchPlan(IReadOnlyList<Rung> rungs) => Rungs = rungs;

    /// <summary>The rounds, in their order.</summary>
    public IReadOnlyList<Rung> Rungs { get; }

    /// <summary>How many trainings there are, all rounds together.</summary>
    public int Trainings => Rungs.Sum(rung => rung.Trials);

    /// <summary>How many epochs there are, all rounds together.</summary>
    public long Epochs => Rungs.Sum(rung => (long)rung.Trials * rung.Epochs);

    /// <summary>One round.</summary>
    /// <param name="trials">T, 1 or more.</param>
    /// <param name="epochs">R, 1 or more.</param>
    public static SearchPlan Random(int trials, int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return new SearchPlan([new Rung(trials, epochs)]);
    }

    /// <summary>As many rounds as leave a drawn configuration in the last and <paramref name="least"/> epochs in the first.</summary>
    /// <param name="trials">T, 1 or more.</param>
    /// <param name="epochs">R, the epochs of the last round, 1 or more.</param>
    /// <param name="reduction">η, by how much fewer the configurations become from round to round, and by how much more their epochs: 2 or more.</param>
    /// <param name="least">The fewest epochs that say something, 1 or more.</param>
    public static SearchPlan Halving(int trials, int epochs, int reduction, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(reduction, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        var (last, factor) = (0, 1L);
        while ((trials - 1) / (factor * reduction) >= 1 && epochs / (factor * reduction) >= least)
        {
            last++;
            factor *= reduction;
        }

        var rungs = new List<Rung>();
        for (long divided = 1; rungs.Count <= last; divided *= reduction)
        {
            var share = factor / divided;
            rungs.Add(new Rung((int)((trials - 1) / divided) + 1, (int)(epochs / share)));
        }

        return new SearchPlan(rungs);
    }

    /// <summary>The configurations that go on to the next round: the preset's own, then the best of the others.</summary>
    /// <param name="round">The trials of a round.</param>
    /// <param name="next">The next round.</param>
    /// <param name="metric">What they are judged by.</param>
    /// <returns>Their numbers, the best drawn ones first and 0 last; fewer than there is room for where too many diverged.</returns>
    public static IReadOnlyList<int> Promote(IEnumerable<Trial> round, Rung next, TabularMetric metric)
    {
        ArgumentNullException.ThrowIfNull(round);
        ArgumentNullException.ThrowIfNull(next);
        return
        [
            .. round.Where(trial => trial.Number > 0 && trial.Value is not null)
                .Order(new TrialOrder(metric))
                .Take(next.Trials - 1)
                .Select(trial => trial.Number),
            0,
        ];
    }
}
