using System.CommandLine;
using Feedforward.Tabular;
using Feedforward.Tabular.Tuning;

namespace Feedforward.Cli.Options;

/// <summary>The options of <c>tune</c> that decide what is searched and how.</summary>
internal sealed class SearchChoices
{
    private const string DefaultFolder = "tuning";
    private static readonly IReadOnlyList<string> s_presets = [.. Presets.Names.Where(name => name != Presets.Plain)];

    private readonly Option<int?> _trials = TypedOption.Whole("--trials", "How many configurations are tried, the preset's own among them (default: 40).", 1);

    private readonly Option<string?> _search = TypedOption.Choice(
        "--search",
        "How the epochs are spent: random trains every configuration for all epochs (the default); halving trains them for few and the best again for more.",
        [.. Enum.GetValues<SearchKind>().Select(kind => kind.ToString().ToLowerInvariant())]);

    private readonly Option<int?> _reduction = TypedOption.Whole(
        "--reduction", "With halving: by how much fewer the configurations become from round to round, and by how much more their epochs (default: 3).", 2);

    private readonly Option<int?> _finalists = TypedOption.Whole(
        "--finalists", "How many of the best are trained as whole models beside the preset's own, before one is chosen (default: 2).", 1);

    private readonly Option<int?> _parallel = TypedOption.Whole(
        "--parallel", "How many trials run at once; they share the threads equally, and nothing but the time depends on it (default: as many as there are threads).", 1);

    private readonly Option<TimeSpan?> _timeLimit = TypedOption.Of<TimeSpan?>(
        "--time-limit",
        "End the search after so long with the best so far, such as 90s, 5m or 1h; whole models are trained after that (default: no limit).",
        "TIME",
        "a time such as 90s, 5m or 1h",
        TrainingChoices.Time);

    private readonly Option<string?> _preset = TypedOption.Choice(
        "--preset", "Where the search begins, and how many networks the final model has (default: auto).", s_presets);

    private readonly Option<string[]> _fix = TypedOption.Texts(
        "--fix", "A choice that is not searched, such as dropout=0; may be given again for another one. --show-space lists the names.", "NAME=VALUE");

    private readonly Option<string[]> _range = TypedOption.Texts(
        "--range", "Other ends or names to search between, such as learning-rate=0.001..0.1 or activation=relu,mish; may be given again for another one.", "NAME=RANGE");

    private readonly Option<string?> _folder = TypedOption.Text("--out", $"The folder for trials and models; made where there is none (default: {DefaultFolder}).", "FOLDER", "-o");

    /// <summary>Adds the options to a verb.</summary>
    public SearchChoices(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_trials, _search, _reduction, _finalists, _parallel, _timeLimit, _preset, _fix, _range, _folder])
        {
            command.Add(option);
        }
    }

    /// <summary>Where trials and models are.</summary>
    public string Folder(ParseResult parsed) => parsed.GetValue(_folder) ?? DefaultFolder;

    /// <summary>The preset that the search begins with.</summary>
    public string Preset(ParseResult parsed) => parsed.GetValue(_preset) ?? "auto";

    /// <summary>All choices but the folder's files.</summary>
    /// <exception cref="UsageException">A choice does not go with another one.</exception>
    public TuningOptions Options(ParseResult parsed, TabularOptions training)
    {
        var kind = parsed.GetValue(_search) is { } word ? Enum.Parse<SearchKind>(word, ignoreCase: true) : SearchKind.Random;
        if (kind == SearchKind.Random && parsed.GetValue(_reduction) is not null)
        {
            throw new UsageException("--reduction goes with --search halving. Add that, or leave it out.");
        }

        var usual = new TuningOptions { Training = training };
        var (values, ranges) = (Pairs(parsed.GetValue(_fix), "--fix", "dropout=0"), Pairs(parsed.GetValue(_range), "--range", "learning-rate=0.001..0.1"));
        if (values.Select(pair => pair.Name).Concat(ranges.Select(pair => pair.Name)).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new UsageException($"'{twice.Key}' stands in --fix or --range more than once. Leave one of them out.");
        }

        return usual with
        {
            Trials = parsed.GetValue(_trials) ?? usual.Trials,
            Kind = kind,
            Reduction = parsed.GetValue(_reduction) ?? usual.Reduction,
            Finalists = parsed.GetValue(_finalists) ?? usual.Finalists,
            Parallel = parsed.GetValue(_parallel) ?? usual.Parallel,
            TimeLimit = parsed.GetValue(_timeLimit),
            Adjust = space => ranges.Aggregate(
                values.Aggregate(space, (narrowed, pair) => narrowed.Fix(pair.Name, pair.Value)), (narrowed, pair) => narrowed.Range(pair.Name, pair.Value)),
        };
    }

    private static List<(string Name, string Value)> Pairs(string[]? texts, string option, string example)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var text in texts ?? [])
        {
            var (name, value) = TrainingChoices.Pair(text, option, example);
            if (!HyperParameter.All.Any(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase)))
            {
                var names = HyperParameter.All.Select(parameter => parameter.Name).ToList();
                var near = NearNames.Of(name, names);
                throw new UsageException(
                    $"{option}: '{name}' is not searched.{(near.Count > 0 ? $" Did you mean {string.Join(" or ", near)}?" : string.Empty)} These are: {string.Join(", ", names)}.");
            }

            pairs.Add((name, value));
        }

        return pairs;
    }
}
