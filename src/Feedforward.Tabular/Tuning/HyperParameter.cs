using System.Globalization;
using Feedforward.Activations;

namespace Feedforward.Tabular.Tuning;

/// <summary>A choice of a <see cref="Preset"/> that a search can make: what it is called, what it can be, and among what it is usually searched.</summary>
public sealed class HyperParameter
{
    private readonly Func<Preset, string> _read;
    private readonly Func<Preset, string, Preset> _write;
    private readonly Func<Preset, ValueRange?> _usual;

    private HyperParameter(
        string name, string meaning, ValueRange domain, Func<Preset, ValueRange?> usual, Func<Preset, string> read, Func<Preset, string, Preset> write)
    {
        (Name, Meaning, Domain) = (name, meaning, domain);
        (_usual, _read, _write) = (usual, read, write);
    }

    /// <summary>
    /// Every hyper-parameter. Its place in this list decides which random numbers it gets, so that fixing one changes no other: new
    /// ones go to the end.
    /// </summary>
    public static IReadOnlyList<HyperParameter> All { get; } =
    [
        new(
            "learning-rate",
            "the learning rate before its schedule",
            new NumberRange(1e-7, 100, IsLogarithmic: true),
            preset => new NumberRange(preset.LearningRate / 4, preset.LearningRate * 4, IsLogarithmic: true),
            preset => Text(preset.LearningRate),
            (preset, value) => preset with { LearningRate = Number(value) }),
        new(
            "width",
            "neurons in each hidden layer",
            new NumberRange(1, 65_536, IsLogarithmic: true, IsWhole: true),
            preset => HasOneWidth(preset) ? new NumberRange(32, 256, IsLogarithmic: true, IsWhole: true) : null,
            preset => Text(preset.Hidden[0]),
            (preset, value) => preset with { Hidden = [.. preset.Hidden.Select(_ => (int)Number(value))] }),
        new(
            "depth",
            "how many hidden layers",
            new NumberRange(1, 64, IsWhole: true),
            preset => HasOneWidth(preset) ? new NumberRange(1, 4, IsWhole: true) : null,
            preset => Text(preset.Hidden.Count),
            (preset, value) => preset with { Hidden = [.. Enumerable.Repeat(preset.Hidden[0], (int)Number(value))] }),
        new(
            "dropout",
            "the share of each hidden layer's outputs that is left out in training",
            new NumberRange(0, 0.95),
            _ => new NumberRange(0, 0.4),
            preset => Text(preset.Dropout),
            (preset, value) => preset with { Dropout = (float)Number(value) }),
        new(
            "weight-decay",
            "the strength of decoupled weight decay",
            new NumberRange(1e-9, 100, IsLogarithmic: true),
            _ => new NumberRange(0.002, 0.2, IsLogarithmic: true),
            preset => Text(preset.WeightDecay),
            (preset, value) => preset with { WeightDecay = (float)Number(value) }),
        new(
            "batch",
            "rows in a minibatch, at most",
            new NumberRange(1, 1_048_576, IsLogarithmic: true, IsWhole: true),
            preset => new NumberRange(Math.Clamp(preset.BatchSize / 4, 1, 524_288), Math.Clamp(preset.BatchSize, 1, 524_288) * 2, IsLogarithmic: true, IsWhole: true),
            preset => Text(preset.BatchSize),
            (preset, value) => preset with { BatchSize = (int)Number(value) }),
        new(
            "label-smoothing",
            "the share of each target that is spread over the classes",
            new NumberRange(0, 0.95),
            preset => preset.Metric == TabularMetric.Accuracy.Name ? new NumberRange(0, 0.2) : null,
            preset => Text(preset.LabelSmoothing),
            (preset, value) => preset with { LabelSmoothing = (float)Number(value) })
        {
            IsOfClasses = true,
        },
        new(
            "activation",
            "the hidden layers' activation",
            new ChoiceRange([.. Activation.All.Where(activation => !activation.IsFlat).Select(activation => activation.Name)]),
            preset => new ChoiceRange([.. new[] { "selu", "mish", "relu", "silu" }.Union([preset.Activation])], preset.Activation),
            preset => preset.Activation,
            (preset, value) => preset with { Activation = value }),
        Switch(
            "parametric-activation",
            "whether each neuron learns how far from linear it is",
            preset => preset.ParametricActivation,
            (preset, isOn) => preset with { ParametricActivation = isOn }),
        new(
            "number-embedding",
            "how numbers are embedded: by waves, by lines between quantiles, sizes by waves and ranks by lines, or not at all",
            new ChoiceRange([.. Enum.GetValues<NumberEmbedding>().Select(Word)]),
            preset => new ChoiceRange([.. new[] { Word(NumberEmbedding.Periodic), Word(NumberEmbedding.None) }.Union([Word(preset.NumberEmbedding)])], Word(preset.NumberEmbedding)),
            preset => Word(preset.NumberEmbedding),
            (preset, value) => preset with { NumberEmbedding = Enum.GetValues<NumberEmbedding>().First(embedding => Word(embedding) == value) }),
        Switch(
            "scale-features",
            "whether each feature has a learned weight",
            preset => preset.ScaleFeatures,
            (preset, isOn) => preset with { ScaleFeatures = isOn }),
        new(
            "numbers",
            "how columns of numbers become features: both is robust and quantile side by side",
            new ChoiceRange([.. Enum.GetValues<NumberScaling>().Select(Word)]),
            preset => new ChoiceRange([Word(NumberScaling.RobustAndQuantile), Word(NumberScaling.Robust), Word(NumberScaling.Quantile)], Word(preset.Numbers)),
            preset => Word(preset.Numbers),
            (preset, value) => preset with { Numbers = Enum.GetValues<NumberScaling>().First(scaling => Word(scaling) == value) }),
    ];

    /// <summary>The name, as <c>--fix</c> and <c>--range</c> take it.</summary>
    public string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Meaning { get; }

    /// <summary>Every value it can have.</summary>
    public ValueRange Domain { get; }

    /// <summary>Whether it has a meaning for classes alone.</summary>
    public bool IsOfClasses { get; private init; }

    /// <summary>The hyper-parameter with a name.</summary>
    /// <param name="name">For example "dropout".</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists the names.</exception>
    public static HyperParameter Named(string name) =>
        All.FirstOrDefault(parameter => string.Equals(parameter.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no hyper-parameter '{name}'. These are searched: {string.Join(", ", All.Select(parameter => parameter.Name))}.", nameof(name));

    /// <summary>The value it has in a preset.</summary>
    /// <param name="preset">The preset.</param>
    public string In(Preset preset) => _read(preset);

    /// <summary>The preset with another value.</summary>
    /// <param name="preset">The preset.</param>
    /// <param name="value">A value of <see cref="Domain"/>.</param>
    public Preset Apply(Preset preset, string value) => Domain.Contains(value)
        ? _write(preset, value)
        : throw new ArgumentException($"'{value}' is no value of {Name}, which is {Domain.Describe()}.");

    /// <summary>Among what it is searched where nobody says otherwise; null where it is not searched.</summary>
    internal ValueRange? UsualRange(Preset preset, LearningTask task) => Fits(task) ? _usual(preset) : null;

    /// <summary>Whether it has a meaning for a task.</summary>
    internal bool Fits(LearningTask task) => !IsOfClasses || task != LearningTask.Regression;

    private static HyperParameter Switch(string name, string meaning, Func<Preset, bool> read, Func<Preset, bool, Preset> write) => new(
        name,
        meaning,
        new ChoiceRange(["true", "false"]),
        preset => new ChoiceRange(["true", "false"], Text(read(preset))),
        preset => Text(read(preset)),
        (preset, value) => write(preset, value == "true"));

    private static bool HasOneWidth(Preset preset) => preset.Hidden.Count > 0 && preset.Hidden.All(width => width == preset.Hidden[0]);

    private static string Word(NumberScaling scaling) => scaling switch
    {
        NumberScaling.RobustAndQuantile => "both",
        NumberScaling.Robust => "robust",
        NumberScaling.Quantile => "quantile",
        _ => "standard",
    };

    private static string Word(NumberEmbedding embedding) => embedding switch
    {
        NumberEmbedding.PeriodicAndPiecewiseLinear => "periodic-and-piecewise-linear",
        NumberEmbedding.PiecewiseLinear => "piecewise-linear",
        NumberEmbedding.Periodic => "periodic",
        _ => "none",
    };

    private static string Text(bool isOn) => isOn ? "true" : "false";

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(float number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
