using Feedforward.Tabular;
using Microsoft.ML;

namespace Feedforward.MLNet;

/// <summary>The feed-forward network among the trainers of ML.NET.</summary>
public static class FeedForwardTrainers
{
    /// <summary>
    /// A trainer for one of several classes. The label is a key; the output is <c>Score</c>, the probability of each key in their
    /// order, and <c>PredictedLabel</c>, a key with the label's names.
    /// </summary>
    /// <param name="trainers">The catalog.</param>
    /// <param name="labelColumnName">The label's column.</param>
    /// <param name="featureColumnName">The features' column: a vector of <see cref="float"/> of a fixed length; NaN is a missing number.</param>
    /// <param name="preset">One of <see cref="Presets.Names"/>.</param>
    /// <param name="seed">The seed: the same rows and the same seed give the same bits in every weight.</param>
    public static FeedForwardEstimator FeedForward(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string preset = "auto",
        ulong seed = 0) => FeedForward(trainers, Options(labelColumnName, preset, seed), featureColumnName);

    /// <summary>The same with every choice of a training on a table.</summary>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">The choices; <see cref="TabularOptions.Target"/> names the label's column. See <see cref="FeedForwardEstimator"/>.</param>
    /// <param name="featureColumnName">The features' column: a vector of <see cref="float"/> of a fixed length; NaN is a missing number.</param>
    /// <param name="progress">Told of each finished epoch; or null.</param>
    /// <exception cref="ArgumentException">An option does not go with ML.NET.</exception>
    public static FeedForwardEstimator FeedForward(
        this MulticlassClassificationCatalog.MulticlassClassificationTrainers trainers,
        TabularOptions options,
        string featureColumnName = "Features",
        IProgress<TabularEpoch>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return new FeedForwardEstimator(new MulticlassTask(), options, featureColumnName, progress);
    }

    /// <summary>
    /// A trainer for one of two classes. The label is a <see cref="bool"/>; the output is <c>PredictedLabel</c>, <c>Probability</c>,
    /// which is calibrated, and <c>Score</c>, the logarithm of the odds.
    /// </summary>
    /// <inheritdoc cref="FeedForward(MulticlassClassificationCatalog.MulticlassClassificationTrainers, string, string, string, ulong)"/>
    public static FeedForwardEstimator FeedForward(
        this BinaryClassificationCatalog.BinaryClassificationTrainers trainers,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string preset = "auto",
        ulong seed = 0) => FeedForward(trainers, Options(labelColumnName, preset, seed), featureColumnName);

    /// <inheritdoc cref="FeedForward(MulticlassClassificationCatalog.MulticlassClassificationTrainers, TabularOptions, string, IProgress{TabularEpoch}?)"/>
    public static FeedForwardEstimator FeedForward(
        this BinaryClassificationCatalog.BinaryClassificationTrainers trainers,
        TabularOptions options,
        string featureColumnName = "Features",
        IProgress<TabularEpoch>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return new FeedForwardEstimator(new BinaryTask(), options, featureColumnName, progress);
    }

    /// <summary>A trainer for a number. The label is a <see cref="float"/>; the output is <c>Score</c>, the predicted number.</summary>
    /// <inheritdoc cref="FeedForward(MulticlassClassificationCatalog.MulticlassClassificationTrainers, string, string, string, ulong)"/>
    public static FeedForwardEstimator FeedForward(
        this RegressionCatalog.RegressionTrainers trainers,
        string labelColumnName = "Label",
        string featureColumnName = "Features",
        string preset = "auto",
        ulong seed = 0) => FeedForward(trainers, Options(labelColumnName, preset, seed), featureColumnName);

    /// <inheritdoc cref="FeedForward(MulticlassClassificationCatalog.MulticlassClassificationTrainers, TabularOptions, string, IProgress{TabularEpoch}?)"/>
    public static FeedForwardEstimator FeedForward(
        this RegressionCatalog.RegressionTrainers trainers,
        TabularOptions options,
        string featureColumnName = "Features",
        IProgress<TabularEpoch>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return new FeedForwardEstimator(new RegressionTask(), options, featureColumnName, progress);
    }

    private static TabularOptions Options(string label, string preset, ulong seed) => new() { Target = label, Preset = preset, Seed = seed };
}
