using System.Diagnostics;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// Searches the hyper-parameters of a preset: trains many configurations as single networks on one split and judges them on the validation
/// rows. The test rows are not looked at.
/// </summary>
public sealed class TabularTuner
{
    /// <summary>
    /// The share of the rows left after the test part that judges the trials where none is asked for: as much as <c>auto</c> holds back from each of
    /// its members.
    /// </summary>
    private const double UsualValidation = 0.2;

    /// <summary>Judging many configurations by fewer rows would choose among accidents.</summary>
    private const int FewestJudgingRows = 10;

    private const string ClaimsName = ".claims";
    private const string Work = "search";

    private readonly Table _table;
    private readonly TuningOptions _options;
    private readonly TabularOptions _training;
    private readonly Split _split;
    private readonly int _folds;

    /// <summary>Prepares a search; nothing is trained yet.</summary>
    /// <param name="table">The rows to learn from.</param>
    /// <param name="options">The choices.</param>
    /// <exception cref="DataException">The table cannot be learned from; the message says why.</exception>
    /// <exception cref="ArgumentException">An option is out of range or names something that does not exist.</exception>
    public TabularTuner(Table table, TuningOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Finalists, 1);
        if (options.Role != SearchRole.Alone && options.Journal is null)
        {
            throw new ArgumentException("Processes that share a search need a journal, beside which they leave their trials.", nameof(options));
        }

        (_table, _options) = (table, options);
        _training = options.Training with { Preset = options.Training.Preset ?? "auto", From = null, TimeLimit = null, Alternative = options.Training.Alternative ?? PresetAlternative.None };
        (Schema, Notices) = Schema.Infer(
            table, new SchemaOptions { Target = _training.Target, Task = _training.Task, Types = _training.Types, Drop = _training.Drop });
        var target = Schema.Target!;
        var strata = TargetValues.Strata(table, target);
        var rows = strata.Count(stratum => stratum >= 0);

        // The test part is that of TabularTrainer, so the final model is judged on rows that had no say in the search.
        var test = TabularTrainer.TestShare(_training, rows);
        _split = Split.Of(strata, _training.Validation ?? UsualValidation, test, _training.Seed);
        if (ValidationRows < FewestJudgingRows || _split.Train.Count == 0)
        {
            throw new DataException(
                $"{rows} rows with a target leave {ValidationRows} to judge the trials by; a search needs {FewestJudgingRows} at least. Train without a search, or with more rows.");
        }

        var preset = Presets.Of(_training, Schema, _split.Train.Count + ValidationRows)
            ?? throw new ArgumentException(
                $"A search begins with a preset ({string.Join(", ", Presets.Names.Where(name => name != Presets.Plain))}), not with '{_training.Preset}'.", nameof(options));
        _folds = preset.Folds;
        Preset = preset with { Members = 1, Folds = 0 };
        Metric = TabularMetric.Chosen(preset.Metric, target.Task);
        var space = SearchSpace.For(Preset, target.Task);
        Space = options.Adjust?.Invoke(space) ?? space;
        Plan = options.Kind == SearchKind.Halving
            ? SearchPlan.Halving(options.Trials, preset.Epochs, options.Reduction, options.LeastEpochs)
            : SearchPlan.Random(options.Trials, preset.Epochs);
    }

    /// <summary>What the columns mean.</summary>
    public Schema Schema { get; }

    /// <summary>What a person should know about the data.</summary>
    public IReadOnlyList<Notice> Notices { get; }

    /// <summary>What the configurations change: one network of the preset.</summary>
    public Preset Preset { get; }

    /// <summary>What is searched.</summary>
    public SearchSpace Space { get; }

    /// <summary>The rounds.</summary>
    public SearchPlan Plan { get; }

    /// <summary>What the trials are judged by.</summary>
    public TabularMetric Metric { get; }

    /// <summary>On how many rows they are judged.</summary>
    public int ValidationRows => _split.Validation.Count;

    /// <summary>Searches.</summary>
    /// <param name="progress">Told of each finished trial, by one thread at a time; or null.</param>
    /// <param name="cancellationToken">Ends the search; the best so far is returned.</param>
    /// <exception cref="DataException">The journal is of another search or damaged; the message says why.</exception>
    public TuningResult Search(IProgress<TuningProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var clock = Stopwatch.StartNew();
        var isHelper = _options.Role == SearchRole.Helper;
        var path = _options.Journal;
        var lines = path is null ? null : new TrialLines(SearchIdentity.Of(_table, Schema, _split, _training, Preset, Space), Configuration);
        using var claims = path is null || _options.Role == SearchRole.Alone ? null
            : isHelper ? WorkClaims.Help(path + ClaimsName, Work) : WorkClaims.Lead(path + ClaimsName, Work, $"journal '{path}'");
        using var journal = path is null || lines is null ? null
            : TuningJournal.Open(isHelper ? OtherJournals.NewPart(path) : path, lines, claims is null ? FileShare.None : FileShare.Read);
        var others = journal is null ? null : new OtherJournals(path!, journal.Path, lines!);
        var all = _training.Threads > 0 ? _training.Threads : Environment.ProcessorCount;
        var parallel = _options.Parallel > 0 ? _options.Parallel : all;
        var training = new TrialTraining(_table, Schema, _split, _training with { Threads = Math.Max(1, all / parallel) }, Preset);
        using var run = new TuningRun(Plan, training, journal, others, claims, _options, Metric, progress, clock, cancellationToken);
        var trials = run.Do(parallel, Configuration);
        var notices = journal?.Loss is { } loss ? [.. Notices, new Notice(NoticeKind.Training, null, loss)] : Notices;
        var result = new TuningResult(trials, run.Best, Metric, ValidationRows, Space, [], run.End, notices, clock.Elapsed);
        return result with { Finalists = Finalists(result) };
    }

    private Configuration Configuration(int number) => Space.Configuration(_training.Seed, number);

    private List<Finalist> Finalists(TuningResult result)
    {
        var own = Configuration(0);
        if (_folds == 0)
        {
            return [Finalist(result.Best?.Configuration ?? own)];
        }

        var better = result.Ranking.TakeWhile(trial => trial.Number > 0 && trial.Value is not null).Take(_options.Finalists);
        return [.. better.Select(trial => Finalist(trial.Configuration)), Finalist(own)];
    }

    private Finalist Finalist(Configuration configuration)
    {
        var adjust = _training.Adjust;
        return new Finalist(configuration, _training with
        {
            // The validation share was for the trials; a whole model has the folds of its preset, or that preset's own share.
            Validation = null,
            Adjust = preset => configuration.Apply(adjust?.Invoke(preset) ?? preset),
        });
    }
}
