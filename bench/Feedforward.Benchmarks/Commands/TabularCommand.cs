using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Feedforward.Benchmarks.Accuracy;
using Feedforward.Benchmarks.Results;

namespace Feedforward.Benchmarks.Commands;

/// <summary><c>tabular FOLDER</c>: how accurate the models from tables are, beside recorded peers.</summary>
internal static class TabularCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Holds NAME.csv for the sets that its sets.json describes, or else bench/peers/tabular-sets.json." };
        var sets = new Option<string?>("--sets") { Description = "Sets by name, with commas; all that are described and there if not given.", HelpName = "NAMES" };
        var seeds = new Option<string>("--seeds") { Description = "Seeds of split and model.", HelpName = "NUMBERS", DefaultValueFactory = _ => "0,1,2" };
        var presets = new Option<string>("--presets") { Description = $"Of {string.Join(", ", ModelUnderTest.Presets)}.", HelpName = "NAMES", DefaultValueFactory = _ => "auto" };
        var without = new Option<string?>("--without")
        {
            Description = $"An ablation: trains each preset whole and once without each of these parts, and compares. Names with commas, or all. Parts: {string.Join(", ", PresetPart.All.Select(part => part.Name))}.",
            HelpName = "PARTS",
        };
        var threads = new Option<int>("--threads") { Description = "Threads of training; 0 means all processors.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var peers = new Option<string?>("--peers") { Description = "The recorded peers; bench/peers/tabular-peers.json if not given.", HelpName = "FILE" };
        var log = new Option<string?>("--out") { Description = "A file for the runs, one JSON line each. Runs that it has are not done again.", HelpName = "FILE" };
        var results = new Option<string?>("--results") { Description = "The folder for the tables in Markdown and JSON; bench/results if not given.", HelpName = "FOLDER" };
        var updateDocs = new Option<bool>("--update-docs") { Description = "Put the tables into docs/accuracy.md as well." };
        var command = new Command("tabular", "How accurate the models from tables are, on data sets × seeds × presets, split as the recorded peers' rows were. docs/accuracy.md explains the figures.");
        command.Add(folder);
        foreach (var option in (ReadOnlySpan<Option>)[sets, seeds, presets, without, threads, peers, log, results, updateDocs])
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var place = parsed.GetRequiredValue(folder);
            var known = KnownSet.Described(place);
            var there = known.Where(set => File.Exists(Path.Combine(place, set.Name + ".csv"))).ToList();
            var chosen = parsed.GetValue(sets) is { } wanted ? Chosen(wanted, known.ToDictionary(set => set.Name), "set")
                : there.Count > 0 ? there
                : throw new FormatException($"{place} has none of the files {string.Join(", ", known.Select(set => set.Name + ".csv"))}.");
            var names = Chosen(parsed.GetRequiredValue(presets), ModelUnderTest.Presets.ToDictionary(name => name), "preset");
            var parts = Parts(parsed.GetValue(without), names);
            var benchmark = new TabularBenchmark(
                place,
                chosen,
                [.. Names(parsed.GetRequiredValue(seeds)).Select(Seed)],
                [.. names.SelectMany(name => parts.Select(part => new Contender(name, part)).Prepend(new Contender(name)))],
                parsed.GetValue(threads));
            Func<IReadOnlyList<TabularRun>, IEnumerable<(string Heading, ResultTable Table)>> tables;
            if (parts.Count > 0)
            {
                tables = runs => names.Select(name => ($"{name} without one part", new Ablation(chosen, parts, runs).ToTable(name)));
            }
            else
            {
                var recorded = RecordedPeers.Read(parsed.GetValue(peers) ?? Path.Combine(Repository.Root, "bench", "peers", "tabular-peers.json"));
                tables = runs => new Comparison(chosen, runs, recorded).ToTables();
            }

            return Run(parts.Count > 0 ? "ablation" : "tabular", benchmark, new RunLog(parsed.GetValue(log)), tables, new ReportPlaces(
                parsed.GetValue(results) ?? Path.Combine(Repository.Root, "bench", "results"),
                parsed.GetValue(updateDocs) ? Path.Combine(Repository.Root, "docs", "accuracy.md") : null));
        });
        return command;
    }

    private static int Run(
        string name, TabularBenchmark benchmark, RunLog log, Func<IReadOnlyList<TabularRun>, IEnumerable<(string Heading, ResultTable Table)>> tables, ReportPlaces places)
    {
        using var cancellation = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
        var report = new Report(name, Machine.Observe());
        report.Remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Threads of training: {(benchmark.Threads == 0 ? "all" : benchmark.Threads)}."));
        var (runs, failed) = benchmark.Run(log, cancellation.Token);
        if (runs.Count > 0)
        {
            foreach (var (heading, table) in tables(runs))
            {
                report.Add(heading, table);
            }

            // What was stopped on the way is no result for the document.
            report.Publish(cancellation.IsCancellationRequested || failed ? places with { Document = null } : places);
        }

        return cancellation.IsCancellationRequested ? 130 : failed ? 1 : 0;

        // The first signal ends the run in hand; the second takes its usual course.
        void Cancel(PosixSignalContext signal)
        {
            signal.Cancel = !cancellation.IsCancellationRequested;
            cancellation.Cancel();
        }
    }

    private static IReadOnlyList<PresetPart> Parts(string? list, List<string> presets) => list switch
    {
        null => [],
        _ when presets.Contains("plain") => throw new FormatException("--without goes with the presets fast, auto and best; plain has no parts to leave out."),
        "all" => PresetPart.All,
        _ => Chosen(list, PresetPart.All.ToDictionary(part => part.Name), "part"),
    };

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static uint Seed(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
        ? seed
        : throw new FormatException($"A seed is a whole number from 0 to {uint.MaxValue}; '{text}' is none.");

    private static List<T> Chosen<T>(string list, Dictionary<string, T> known, string what) =>
        [.. Names(list).Select(name => known.TryGetValue(name, out var one)
            ? one
            : throw new FormatException($"There is no {what} '{name}'. There are: {string.Join(", ", known.Keys)}."))];
}
