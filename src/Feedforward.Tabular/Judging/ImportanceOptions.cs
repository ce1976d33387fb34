namespace Feedforward.Tabular;

/// <summary>How importances are measured.</summary>
public sealed record ImportanceOptions
{
    /// <summary>The metric, by name; null for the task's usual one. See <see cref="TabularMetric.All"/>.</summary>
    public string? Metric { get; init; }

    /// <summary>How often each column is shuffled, 1 or more.</summary>
    public int Repeats { get; init; } = 5;

    /// <summary>The rows to take, such as those of a test part; null for all that have a target.</summary>
    public IReadOnlyList<int>? Rows { get; init; }

    /// <summary>Of more rows than these, evenly spaced ones are taken.</summary>
    public int MostRows { get; init; } = 10_000;

    /// <summary>The seed of the shuffling.</summary>
    public ulong Seed { get; init; }

    /// <summary>The most threads to use; 0 means all processors. The result does not depend on it.</summary>
    public int Threads { get; init; }
}
