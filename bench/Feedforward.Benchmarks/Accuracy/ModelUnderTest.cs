using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>The one place where the benchmark meets what it measures.</summary>
internal static class ModelUnderTest
{
    /// <summary>The presets there are.</summary>
    public static IReadOnlyList<string> Presets { get; } = ["plain", "fast", "auto", "best"];

    /// <summary>Trains a model; of the given rows it may hold back what it wants.</summary>
    /// <param name="table">All rows of the set.</param>
    /// <param name="set">What is to be predicted.</param>
    /// <param name="rows">The rows it may learn from.</param>
    /// <param name="contender">The preset.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="threads">The most threads; 0 for all processors.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="DataException">The rows cannot be learned from.</exception>
    public static TabularModel Fit(
        Table table, KnownSet set, int[] rows, Contender contender, ulong seed, int threads, CancellationToken cancellationToken)
    {
        var options = new TabularOptions
        {
            Target = set.Target,
            Task = set.Task,
            Types = set.Types,
            Seed = seed,
            Threads = threads,
            Test = 0,
            Preset = contender.Preset,
            Adjust = contender.Without?.LeaveOut,
        };
        var result = TabularTrainer.Fit(table.Select(rows), options, cancellationToken: cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result.Model;
    }
}
