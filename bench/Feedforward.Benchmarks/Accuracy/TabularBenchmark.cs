using System.Diagnostics;
using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>Data sets × seeds × presets, whole or without a part, one training each.</summary>
/// <param name="Folder">Where the files are.</param>
/// <param name="Sets">The data sets.</param>
/// <param name="Seeds">The seeds, of the split and of the model.</param>
/// <param name="Contenders">The presets.</param>
/// <param name="Threads">The most threads; 0 for all processors.</param>
internal sealed record TabularBenchmark(string Folder, IReadOnlyList<KnownSet> Sets, IReadOnlyList<uint> Seeds, IReadOnlyList<Contender> Contenders, int Threads)
{
    /// <summary>Does the runs that are not done yet; a JSON line for each goes to the output, its progress to the error output.</summary>
    /// <param name="log">What is done; each run is added to it.</param>
    /// <param name="cancellationToken">Stops it; what is done stays.</param>
    /// <returns>All runs that are done, and whether any failed.</returns>
    public (IReadOnlyList<TabularRun> Runs, bool Failed) Run(RunLog log, CancellationToken cancellationToken)
    {
        var runs = new List<TabularRun>();
        var (place, failed) = (0, false);
        var count = Sets.Count * Seeds.Count * Contenders.Count;
        foreach (var set in Sets)
        {
            Table? table = null;
            foreach (var (seed, contender) in Seeds.SelectMany(_ => Contenders, (seed, contender) => (seed, contender)))
            {
                place++;
                if (log.Find(set.Name, contender.Name, seed) is { } done)
                {
                    runs.Add(done);
                    continue;
                }

                if (cancellationToken.IsCancellationRequested)
                {
                    continue;
                }

                var what = string.Create(CultureInfo.InvariantCulture, $"{place} of {count}: {set.Name}, seed {seed}, {contender.Name}");
                try
                {
                    table ??= set.Load(Folder, Threads);
                    if (contender.Without?.IsIn(Presets.Named(contender.Preset, set.SchemaOf(table), table.Rows - (table.Rows / 5))) == false)
                    {
                        Console.Error.WriteLine(what + ": the preset has no such part for this task.");
                        continue;
                    }

                    Console.Error.WriteLine(what + " …");
                    var run = Run(table, set, seed, contender, cancellationToken);
                    log.Add(run);
                    runs.Add(run);
                    Console.WriteLine(run.ToJson());
                }
                catch (OperationCanceledException)
                {
                    Console.Error.WriteLine(what + ": stopped. The runs before it are kept.");
                }
                catch (Exception fault) when (fault is FeedforwardException or ArgumentException)
                {
                    Console.Error.WriteLine($"{what}: FAILED. {fault.Message}");
                    failed = true;
                }
            }
        }

        return (runs, failed);
    }

    private TabularRun Run(Table table, KnownSet set, uint seed, Contender contender, CancellationToken cancellationToken)
    {
        var split = PeerSplit.Of(table.Rows, seed);
        var rest = split.Rest;
        var clock = Stopwatch.StartNew();
        var model = ModelUnderTest.Fit(table, set, rest, contender, seed, Threads, cancellationToken);
        var seconds = clock.Elapsed.TotalSeconds;
        var target = table[set.Target];
        string[] classes = set.Task == LearningTask.Regression ? [] : [.. Enumerable.Range(0, table.Rows).Select(row => target.TextAt(row)!).Distinct()];
        var figures = Figures.Of(model, table.Select(split.Test), classes);

        // Rounded here and not when written, so that runs that are read again give the same tables.
        return new(
            set.Name, contender.Name, seed, Threads, rest.Length, split.Test.Length,
            new OrderedDictionary<string, double>(figures.Select(figure => KeyValuePair.Create(figure.Key, Math.Round(figure.Value, 6)))),
            Math.Round(seconds, 3));
    }
}
