using System.CommandLine;
using System.Globalization;
using Feedforward.Activations;
using Feedforward.Losses;
using Feedforward.Onnx;
using Feedforward.Optimizers;
using Feedforward.Schedules;
using Feedforward.Tabular;

namespace Feedforward.Cli.Options;

/// <summary>The options of <c>train</c> that decide what is learned and how.</summary>
internal sealed partial class TrainingChoices
{
    private static readonly IReadOnlyList<string> Tasks = [.. Enum.GetValues<LearningTask>().Select(task => Name(task))];
    private static readonly IReadOnlyList<string> Kinds = [.. Enum.GetValues<ColumnKind>().Select(kind => Name(kind))];

    private readonly Option<string?> _target = TypedOption.Text("--target", "The column to predict. Built-in sets know theirs.", "COL", "-t");
    private readonly Option<string?> _task = TypedOption.Choice("--task", "What to predict; inferred from the target if not given.", Tasks);

    private readonly Option<string?> _from = TypedOption.Text(
        "--from", "A model whose training is to go on: its columns, layers and weights are the beginning. Or a network of another program as ONNX, whose inputs are the table's columns in their order (see: feedforward import).", "MODEL");

    private readonly Option<string?> _preset = TypedOption.Choice(
        "--preset",
        "Who chooses the network: auto (a small ensemble, accurate; the default for tables), fast (one network, seconds), best (a large ensemble, the strongest), plain (exactly what the other options say; the default for built-in sets and where an option such as --hidden describes the network). See --show-config.",
        Presets.Names);

    private readonly Option<string?> _alternative = TypedOption.Choices(
        "--alternative",
        "Changes a preset: long-without-dropout (no dropout, in twice the epochs, for targets without noise); how numbers are embedded: periodic (their sizes by waves), periodic-and-piecewise-linear (and their ranks by lines that bend at quantiles), piecewise-linear (their sizes by lines); one of each with a comma; or none (default: of best and 2,000 rows or more a trial on rows held back decides, else none).",
        [PresetAlternative.None, .. PresetAlternative.All.Select(alternative => alternative.Name)]);

    private readonly Option<int[]?> _hidden = TypedOption.Of<int[]?>(
        "--hidden",
        "The widths of the hidden layers, such as 128 or 64,64 (the default); 'none' gives logistic or linear regression.",
        "N,…",
        "widths such as 64,64, or 'none'",
        Widths);

    private readonly Option<string?> _activation = TypedOption.Choices(
        "--activation", $"σ of the hidden layers, or one for each with commas (default: {TabularOptions.DefaultActivation}).", [.. Activation.All.Select(activation => activation.Name)]);

    private readonly Option<string?> _loss = TypedOption.Choice(
        "--loss", "What to minimise (default: the task's cross entropy or squared error).", [.. Loss.All.Select(loss => loss.Name)]);

    private readonly Option<string?> _metric = TypedOption.Choice(
        "--metric",
        "What the best epoch is chosen by, on the validation rows (default: the loss, beside which accuracy or RMSE is shown). Classes: accuracy, log-loss, auc. Numbers: rmse, mae, r2.",
        [.. TabularMetric.All.Select(metric => metric.Name)]);

    private readonly Option<string?> _optimizer = TypedOption.Choice(
        "--optimizer", $"The update rule (default: {TabularOptions.DefaultOptimizer}).", [.. Optimizer.All.Select(optimizer => optimizer.Name)]);

    private readonly Option<double?> _learningRate = TypedOption.Number(
        "--learning-rate",
        $"α (default: {string.Join(", ", Optimizer.All.Select(optimizer => string.Create(CultureInfo.InvariantCulture, $"{optimizer.Name} {optimizer.DefaultLearningRate}")))}).",
        "a number above 0",
        value => value > 0,
        "α");

    private readonly Option<string?> _schedule = TypedOption.Choice(
        "--schedule", $"How α changes over time (default: {TabularOptions.DefaultSchedule}).", [.. Schedule.All.Select(schedule => schedule.Name)]);

    private readonly Option<int?> _batch = TypedOption.Whole("--batch", "Rows in a minibatch, with a preset at most (default: 16 to 256, by rows, columns and task).", 1);

    private readonly Option<int?> _epochs = TypedOption.Whole(
        "--epochs", "The most passes over the training rows (default: enough for 10,000 steps, with numbers to predict 30,000, but 500 at most).", 1);

    private readonly Option<int?> _patience = TypedOption.Whole(
        "--patience", "Stop after so many epochs without a better validation loss; 0 never stops early (default: 500 steps' worth, 10 to 100).", 0);

    private readonly Option<double?> _validation = TypedOption.Number(
        "--validation", "The share of the rows that watches over the training (default: 0.2, from 10,000 rows on 0.1).", "a share of at least 0 and less than 1", IsShare, "SHARE");

    private readonly Option<string?> _test = TypedOption.Text(
        "--test", "The share of the rows that judges the result (default: 0.2), or a file with rows of its own.", "SHARE|FILE");

    private readonly Option<ulong?> _seed = TypedOption.Seed("--seed", "Decides split, initial weights, batches and dropout (default: 0; with --from that of the model, which gives the same split of the same rows).");
    private readonly Option<int?> _threads = TypedOption.Whole("--threads", "The most threads to use; the result does not depend on it (default: all processors).", 1);
    private readonly Option<string[]> _drop = TypedOption.List("--drop", "Columns to leave out.", "COL,…");

    private readonly Option<string[]> _types = TypedOption.List(
        "--type", $"What a column means, such as zip=category. The kinds are: {string.Join(", ", Kinds)}.", "COL=KIND,…");

    private readonly Option<string[]> _classWeight = TypedOption.List(
        "--class-weight", "'balanced' gives every class the same weight, yes=5,no=1 gives each its own (default: none).", "WEIGHTS");

    private readonly Option<double?> _dropout = TypedOption.Number(
        "--dropout", "The share of each hidden layer's outputs that is left out in training (default: 0).", "a share of at least 0 and less than 1", IsShare, "SHARE");

    private readonly Option<double?> _l1 = TypedOption.Number("--l1", "The strength of the L1 penalty (default: 0).", "a number of at least 0", value => value >= 0);
    private readonly Option<double?> _l2 = TypedOption.Number("--l2", "The strength of the L2 penalty (default: 0).", "a number of at least 0", value => value >= 0);
    private readonly Option<bool> _batchNormalization = TypedOption.Switch("--batch-norm", "Batch normalisation in every hidden layer.");
    private readonly Option<bool> _layerNormalization = TypedOption.Switch("--layer-norm", "Layer normalisation in every hidden layer.");

    private readonly Option<double?> _labelSmoothing = TypedOption.Number(
        "--label-smoothing", "The share of each target that is spread over all classes (default: 0).", "a share of at least 0 and less than 1", IsShare, "SHARE");

    private readonly Option<double?> _clip = TypedOption.Number(
        "--clip", "The largest length of the gradient (default: no limit).", "a number above 0", value => value > 0);

    private readonly Option<string?> _calibration = TypedOption.Choice(
        "--calibration",
        "Whether probabilities are calibrated on the validation rows, so that of rows given 0.8 eight in ten are of that class (default: on with a preset, off with plain).",
        "on",
        "off");

    private readonly Option<double?> _intervalLevel = TypedOption.Number(
        "--interval-level",
        "How often intervals or sets of classes shall hold the truth, for predict --intervals; 0 for none (default: 0.9).",
        "a share of at least 0 and less than 1",
        IsShare,
        "SHARE");

    private readonly Option<TimeSpan?> _timeLimit = TypedOption.Of<TimeSpan?>(
        "--time-limit", "The time for everything after reading, such as 90s, 5m or 1h: a preset takes as many epochs as fit, plain stops with the best epoch so far (default: no limit).", "TIME", "a time such as 90s, 5m or 1h", Time);

    private readonly Option<bool> _refit = TypedOption.Switch(
        "--refit", "When the best epoch is known, train as many epochs anew on all rows but those of the test part; auto and best learn from all rows anyway.");

    /// <summary>Adds the options to a verb.</summary>
    public TrainingChoices(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)
        [
            _target, _task, _from, _preset, _alternative, _hidden, _activation, _loss, _metric, _optimizer, _learningRate, _schedule, _batch, _epochs, _patience, _validation,
            _test, _seed, _threads, _drop, _types, _classWeight, _dropout, _l1, _l2, _batchNormalization, _layerNormalization,
            _labelSmoothing, _clip, _calibration, _intervalLevel, _timeLimit, _refit,
        ])
        {
            command.Add(option);
        }

        AddCheckpoints(command);
    }

    /// <summary>The target that was named, or null.</summary>
    public string? Target(ParseResult parsed) => parsed.GetValue(_target);

    /// <summary>The model whose training goes on, or null.</summary>
    /// <exception cref="UsageException">There is one, and a choice was made that it has already made.</exception>
    public string? From(ParseResult parsed)
    {
        var from = parsed.GetValue(_from);

        // A network of another program has layers, but does not know the table.
        Option[] ofTable = [_task, _drop, _types];
        Option[] ofLayers = [_alternative, _hidden, _activation, _dropout, _batchNormalization, _layerNormalization];
        foreach (var option in from is null ? [] : OnnxNetwork.IsForeign(from) ? ofLayers : ofTable.Concat(ofLayers))
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new UsageException($"{option.Name} does not go with --from: the model has made that choice. Leave one of them out.");
            }
        }

        return from;
    }

    /// <summary>The most threads; 0 for all processors.</summary>
    public int Threads(ParseResult parsed) => parsed.GetValue(_threads) ?? 0;

    /// <summary>Whether it was said what judges the result.</summary>
    public bool HasTest(ParseResult parsed) => parsed.GetValue(_test) is not null;

    /// <summary>The file given as <c>--test</c>, or null where that is a share or was not given.</summary>
    public string? TestFile(ParseResult parsed) => parsed.GetValue(_test) is { } text && Share(text) is null ? text : null;

    /// <summary>What columns mean, as far as it was said.</summary>
    public IReadOnlyDictionary<string, ColumnKind> Types(ParseResult parsed)
    {
        var types = new Dictionary<string, ColumnKind>();
        foreach (var text in parsed.GetValue(_types) ?? [])
        {
            var (column, word) = Pair(text, "--type", "zip=category");
            var kind = Kinds.FirstOrDefault(known => string.Equals(known, word, StringComparison.OrdinalIgnoreCase))
                ?? throw new UsageException($"--type {column} cannot be '{word}'. The kinds are: {string.Join(", ", Kinds)}.");
            types[column] = Enum.Parse<ColumnKind>(kind, ignoreCase: true);
        }

        return types;
    }

    /// <summary>All choices.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">The column to predict.</param>
    /// <param name="from">The model whose training goes on, or null.</param>
    /// <param name="test">Rows of their own that judge the result, or null.</param>
    /// <param name="isBuiltIn">Whether the data are a built-in set, made for the lecture's plain networks.</param>
    public TabularOptions Options(ParseResult parsed, string target, TabularModel? from, Table? test, bool isBuiltIn)
    {
        var (weighting, weights) = ClassWeights(parsed.GetValue(_classWeight) ?? []);
        return new TabularOptions
        {
            Target = target,
            Task = parsed.GetValue(_task) is { } task ? Enum.Parse<LearningTask>(task, ignoreCase: true) : null,
            Types = Types(parsed),
            Drop = parsed.GetValue(_drop) ?? [],
            From = from,
            Preset = Preset(parsed, isBuiltIn),
            Alternative = parsed.GetValue(_alternative),

            // An absent option with an array reads as an empty one, which is a choice of its own here.
            Hidden = parsed.GetResult(_hidden) is null ? null : parsed.GetValue(_hidden) ?? [],
            Activation = parsed.GetValue(_activation),
            Loss = parsed.GetValue(_loss),
            Metric = parsed.GetValue(_metric),
            Optimizer = parsed.GetValue(_optimizer),
            LearningRate = parsed.GetValue(_learningRate),
            Schedule = parsed.GetValue(_schedule),
            BatchSize = parsed.GetValue(_batch),
            Epochs = parsed.GetValue(_epochs),
            Patience = parsed.GetValue(_patience) is 0 ? int.MaxValue : parsed.GetValue(_patience),
            Validation = parsed.GetValue(_validation),
            Test = parsed.GetValue(_test) is { } text ? Share(text) : null,
            TestTable = test,

            // The model's own seed makes its split again, so that rows it was trained on do not judge it.
            Seed = parsed.GetValue(_seed) ?? from?.Training.Seed ?? 0,
            Threads = Threads(parsed),
            ClassWeighting = weighting,
            ClassWeights = weights,
            Dropout = (float?)parsed.GetValue(_dropout),
            L1 = parsed.GetValue(_l1) ?? 0,
            L2 = parsed.GetValue(_l2) ?? 0,
            BatchNormalization = parsed.GetValue(_batchNormalization),
            LayerNormalization = parsed.GetValue(_layerNormalization),
            LabelSmoothing = (float?)parsed.GetValue(_labelSmoothing),
            GradientClip = parsed.GetValue(_clip),
            Calibrate = parsed.GetValue(_calibration) is { } calibration ? calibration == "on" : null,
            IntervalLevel = (parsed.GetValue(_intervalLevel) ?? 0.9) is > 0 and var level ? level : null,
            TimeLimit = parsed.GetValue(_timeLimit),
            Refit = parsed.GetValue(_refit),
        };
    }

    private static (ClassWeighting Weighting, IReadOnlyDictionary<string, double> Weights) ClassWeights(string[] texts)
    {
        var weights = new Dictionary<string, double>();
        if (texts is [] or ["none"])
        {
            return (ClassWeighting.None, weights);
        }

        if (texts is ["balanced"])
        {
            return (ClassWeighting.Balanced, weights);
        }

        foreach (var text in texts)
        {
            var (label, word) = Pair(text, "--class-weight", "none, balanced, or yes=5,no=1");
            weights[label] = double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight) && weight > 0 && double.IsFinite(weight)
                ? weight
                : throw new UsageException($"--class-weight {label} takes a number above 0, not '{word}'.");
        }

        return (ClassWeighting.Explicit, weights);
    }
}
