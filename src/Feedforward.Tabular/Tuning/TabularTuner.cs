using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// Searches the hyper-parameters of a preset: trains many configurations as single networks on one split and judges them on the validation
/// rows. The test rows are not looked at.
/// </summary>
public static class TabularTuner
{
    /// <summary>
    /// The share of the rows left after the test part that judges the trials where none is asked for: as much as <c>auto</c> holds back from each of
    /// its members.
    /// </summary>
    private const double UsualValidation = 0.2;

    /// <summary>Judging many configurations by fewer rows would choose among accidents.</summary>
    private const int FewestJudgingRows = 10;

    /// <summary>Searches.</summary>
    /// <param name="table">The rows to learn from.</param>
    /// <param name="options">The choices.</param>
    /// <param name="progress">Told of each finished trial, by one thread at a time; or null.</param>
    /// <param name="cancellationToken">Ends the search; the best so far is returned.</param>
    /// <exception cref="DataException">The table cannot be learned from, or the journal is of another search or damaged; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names something that does not exist.</exception>
    public static TuningResult Search(
        Table table, TuningOptions options, IProgress<TuningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        var study = Prepare(table, options);
        using var journal = options.Journal is { } path
            ? TuningJournal.Open(path, Identity(table, study), number => study.Space.Configuration(study.Options.Seed, number))
            : null;
        var (single, parallel) = Threads(options);
        var training = new TrialTraining(table, study.Schema, study.Split, study.Options with { Threads = single }, study.Preset);
        using var run = new TuningRun(study.Plan, training, journal, options, study.Metric, progress, clock, cancellationToken);
        var trials = run.Do(parallel, number => study.Space.Configuration(study.Options.Seed, number));
        var notices = journal?.Loss is { } loss ? [.. study.Notices, new Notice(NoticeKind.Training, null, loss)] : study.Notices;
        return new TuningResult(
            trials, run.Best, study.Metric, study.Split.Validation.Count, study.Space, Final(study, run.Best), run.End, notices, clock.Elapsed);
    }

    /// <summary>What a search would do: the preset it begins with (one member), its space and its rounds.</summary>
    /// <param name="table">The rows to learn from.</param>
    /// <param name="options">The choices.</param>
    /// <exception cref="DataException">The table cannot be learned from; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names something that does not exist.</exception>
    public static (SearchSpace Space, SearchPlan Plan, Preset Preset, int ValidationRows) Plan(Table table, TuningOptions options)
    {
        var study = Prepare(table, options);
        return (study.Space, study.Plan, study.Preset, study.Split.Validation.Count);
    }

    /// <summary>How many threads a trial has, and how many trials there are at the same time.</summary>
    private static (int Single, int Parallel) Threads(TuningOptions options)
    {
        var all = options.Training.Threads > 0 ? options.Training.Threads : Environment.ProcessorCount;
        var parallel = options.Parallel > 0 ? options.Parallel : all;
        return (Math.Max(1, all / parallel), parallel);
    }

    private static Study Prepare(Table table, TuningOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Parallel);
        var training = options.Training with { Preset = options.Training.Preset ?? "auto", From = null, TimeLimit = null };
        var (schema, notices) = Schema.Infer(
            table, new SchemaOptions { Target = training.Target, Task = training.Task, Types = training.Types, Drop = training.Drop });
        var target = schema.Target!;
        var strata = TargetValues.Strata(table, target);
        var rows = strata.Count(stratum => stratum >= 0);

        // The test part is that of TabularTrainer, so the final model is judged on rows that had no say in the search.
        var test = training.TestTable is not null ? 0 : training.Test ?? (rows < TabularTrainer.RowsWorthSplitting ? 0 : 0.2);
        var split = Split.Of(strata, training.Validation ?? UsualValidation, test, training.Seed);
        if (split.Validation.Count < FewestJudgingRows || split.Train.Count == 0)
        {
            throw new DataException(
                $"{rows} rows with a target leave {split.Validation.Count} to judge the trials by; a search needs {FewestJudgingRows} at least. Train without a search, or with more rows.");
        }

        var preset = Presets.Of(training, target.Task, split.Train.Count + split.Validation.Count)
            ?? throw new ArgumentException($"A search begins with a preset ({string.Join(", ", Presets.Names.Where(name => name != Presets.Plain))}), not with '{training.Preset}'.");
        var metric = TabularMetric.Chosen(preset.Metric, target.Task);
        preset = preset with { Members = 1, Folds = 0 };
        var space = SearchSpace.For(preset, target.Task);
        space = options.Adjust?.Invoke(space) ?? space;
        var plan = options.Kind == SearchKind.Halving
            ? SearchPlan.Halving(options.Trials, preset.Epochs, options.Reduction, options.LeastEpochs)
            : SearchPlan.Random(options.Trials, preset.Epochs);
        return new Study(schema, notices, split, training, preset, metric, space, plan);
    }

    private static TabularOptions Final(Study study, Trial? best)
    {
        var adjust = study.Options.Adjust;
        var values = best?.Configuration.Values ?? new OrderedDictionary<string, string>(study.Space.Fixed);
        var configuration = new Configuration(best?.Number ?? 0, values);
        return study.Options with
        {
            // The validation share was for the trials; the final model has the folds of its preset, or that preset's own share.
            Validation = null,
            Adjust = preset => configuration.Apply(adjust?.Invoke(preset) ?? preset),
        };
    }

    /// <summary>Everything that decides what a trial with a number and a number of epochs gives.</summary>
    private static OrderedDictionary<string, string> Identity(Table table, Study study)
    {
        var options = study.Options;
        var weights = options.ClassWeighting == ClassWeighting.Explicit
            ? string.Join(", ", options.ClassWeights.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value}")))
            : options.ClassWeighting.ToString();
        var identity = new OrderedDictionary<string, string>
        {
            ["version"] = typeof(TabularTuner).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0",
            ["data"] = TableFingerprint.Of(table),
            ["rows"] = table.Rows.ToString(CultureInfo.InvariantCulture),
            ["target"] = study.Schema.Target!.Name,
            ["task"] = study.Schema.Target.Task.ToString(),
            ["columns"] = string.Join(", ", study.Schema.Features.Select(feature => $"{feature.Name}: {feature.Kind}")),
            ["train rows"] = study.Split.Train.Count.ToString(CultureInfo.InvariantCulture),
            ["validation rows"] = study.Split.Validation.Count.ToString(CultureInfo.InvariantCulture),
            ["test rows"] = study.Split.Test.Count.ToString(CultureInfo.InvariantCulture),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
            ["class weights"] = weights,
        };
        foreach (var (name, value) in study.Preset.Describe())
        {
            identity.Add(name, value);
        }

        foreach (var (name, range) in study.Space.Describe())
        {
            identity.Add($"space of {name}", range);
        }

        return identity;
    }

    private sealed record Study(
        Schema Schema, IReadOnlyList<Notice> Notices, Split Split, TabularOptions Options, Preset Preset, TabularMetric Metric, SearchSpace Space, SearchPlan Plan);
}
