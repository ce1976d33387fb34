using Feedforward.Layers;
using Feedforward.Tabular;

namespace Feedforward.Benchmarks.Accuracy;

/// <summary>A part of a preset that can be left out, to see what it brings.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Instead">What stands in its place.</param>
/// <param name="LeaveOut">The preset without it; the preset itself where it does not have the part.</param>
internal sealed record PresetPart(string Name, string Instead, Func<Preset, Preset> LeaveOut)
{
    /// <summary>The parts there are.</summary>
    public static IReadOnlyList<PresetPart> All { get; } =
    [
        new("ensemble", "one network, a fifth of the rows held back", preset => preset with { Members = 1, Folds = 0 }),
        new("folds", "as many networks, the same fifth of the rows held back from all", preset => preset with { Folds = 0 }),
        new("numerical-embeddings", "numbers as they are", preset => preset with { NumberEmbedding = NumberEmbedding.None }),
        new(
            "lines",
            "ranks as they are",
            preset => preset.NumberEmbedding == NumberEmbedding.PeriodicAndPiecewiseLinear ? preset with { NumberEmbedding = NumberEmbedding.Periodic } : preset),
        new("robust-scaling", "ranks alone", preset => preset with { Numbers = NumberScaling.Quantile }),
        new("ranks", "robust scaling alone", preset => preset with { Numbers = NumberScaling.Robust }),
        new("robust-scaling-and-ranks", "mean 0 and deviation 1", preset => preset with { Numbers = NumberScaling.Standard }),
        new("category-embeddings", "one-hot features", preset => preset with { CodesFrom = null }),
        new("scale-layer", "every feature as it is", preset => preset with { ScaleFeatures = false }),
        new("parametric-activation", "the activation as it is", preset => preset with { ParametricActivation = false }),
        new("neural-tangent-form", "one learning rate for all weights", preset => preset with { Parametrization = Parametrization.Standard }),
        new("fitted-initialization", "random initial parameters", preset => preset with { FitInitialParameters = false }),
        new("label-smoothing", "labels as they are", preset => preset with { LabelSmoothing = 0 }),
        new("schedule", "a constant learning rate", preset => preset with { Schedule = "constant" }),
        new("waves", "a learning rate in one wave (cosine)", preset => preset with { Schedule = "cosine" }),
        new("dropout", "none", preset => preset with { Dropout = 0 }),
        new("weight-decay", "none", preset => preset with { WeightDecay = 0 }),
        new("fading", "dropout and weight decay that stay", preset => preset with { DropoutSchedule = "constant", DecaySchedule = "constant" }),
        new("short-memory", "β₂ = 0.999", preset => preset with { Beta2 = 0.999f }),
        new("range-of-targets", "predictions of any size", preset => IsRegression(preset) ? preset with { KeepInRange = false } : preset),
    ];

    /// <summary>Whether a preset has the part at all.</summary>
    /// <param name="preset">The whole preset.</param>
    public bool IsIn(Preset preset) => LeaveOut(preset) != preset;

    private static bool IsRegression(Preset preset) => preset.Metric == "rmse";
}
