namespace Feedforward.Tabular.Tuning;

/// <summary>The choices of a search.</summary>
public sealed record TuningOptions
{
    /// <summary>
    /// The training whose hyper-parameters are searched: target, columns, split, seed, metric, and the preset with which the search begins and of
    /// whose kind the final model is (<c>auto</c> if none is named). <see cref="TabularOptions.TimeLimit"/> and <see cref="TabularOptions.From"/> are not used.
    /// </summary>
    public required TabularOptions Training { get; init; }

    /// <summary>How many configurations, the preset's own among them, 1 or more.</summary>
    public int Trials { get; init; } = 40;

    /// <summary>How the epochs are spent.</summary>
    public SearchKind Kind { get; init; } = SearchKind.Random;

    /// <summary>η of successive halving: from round to round so many times fewer configurations and so many times more epochs, 2 or more.</summary>
    public int Reduction { get; init; } = 3;

    /// <summary>The fewest epochs of a round of successive halving: below that a training has hardly begun.</summary>
    public int LeastEpochs { get; init; } = 4;

    /// <summary>How many of the best configurations are trained as whole models beside the preset's own, before one is chosen: 1 or more.</summary>
    public int Finalists { get; init; } = 2;

    /// <summary>
    /// How many trials are trained at the same time; 0 for as many as there are threads (<see cref="TabularOptions.Threads"/>). They share the threads
    /// equally, one each at least. Nothing but the time depends on it.
    /// </summary>
    public int Parallel { get; init; }

    /// <summary>When to end the search with the best so far; null for no limit. The result then depends on the machine's speed.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>What is to be changed in the space, for example <c>space => space.Fix("dropout", "0")</c>; or null.</summary>
    public Func<SearchSpace, SearchSpace>? Adjust { get; init; }

    /// <summary>
    /// The file that takes each finished trial and from which a search goes on that was interrupted, or that was done with fewer trials or in another
    /// way; null for none. It is made where there is none.
    /// </summary>
    public string? Journal { get; init; }

    /// <summary>
    /// What this process does, where several share a search: each calls <see cref="TabularTuner.Search"/> with the same table, choices and
    /// <see cref="Journal"/>, in a folder that all see; one of them leads. They talk by files alone, so one that dies costs its trials only. Trials and
    /// best model do not depend on how many there are.
    /// </summary>
    public SearchRole Role { get; init; }

    /// <summary>
    /// Given the network of each trial that is the best so far, before the journal has that trial; or null. Called by one thread at a time.
    /// </summary>
    public Action<TabularModel, Trial>? Keep { get; init; }
}
