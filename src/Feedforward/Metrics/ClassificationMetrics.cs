namespace Feedforward.Metrics;

/// <summary>All metrics of a classification.</summary>
/// <param name="Count">Number of examples.</param>
/// <param name="Classes">Number of classes, 2 or more.</param>
/// <param name="Accuracy">See <see cref="Metrics.Accuracy"/>.</param>
/// <param name="LogLoss">See <see cref="Metrics.LogLoss"/>.</param>
/// <param name="AreaUnderCurve">See <see cref="Metrics.AreaUnderCurve"/>; null where all labels are equal.</param>
/// <param name="Macro">Precision, recall and F1 as means over the classes.</param>
/// <param name="PerClass">Precision, recall and F1 of each class, in the order of the classes.</param>
/// <param name="BrierScore">See <see cref="Metrics.BrierScore"/>.</param>
/// <param name="ExpectedCalibrationError">See <see cref="Metrics.ExpectedCalibrationError"/>.</param>
/// <param name="Confusion">True against predicted classes.</param>
public sealed record ClassificationMetrics(
    int Count,
    int Classes,
    double Accuracy,
    double LogLoss,
    double? AreaUnderCurve,
    MacroScores Macro,
    IReadOnlyList<ClassScores> PerClass,
    double BrierScore,
    double ExpectedCalibrationError,
    ConfusionMatrix Confusion)
{
    /// <summary>
    /// The F1 that is quoted as one number: that of class 1 with two classes, the mean over the classes with more.
    /// </summary>
    public double F1 => Classes == 2 ? PerClass[1].F1 : Macro.F1;

    /// <summary>Computes all metrics. Sums are taken in double precision in the order of the rows.</summary>
    /// <param name="probabilities">n×1 (probability of class 1) or n×C (one column a class).</param>
    /// <param name="labels">n classes counted from 0.</param>
    /// <param name="weights">n weights, 0 or more; none means that every example weighs 1.</param>
    /// <exception cref="ArgumentException">There is no example, or the lengths differ.</exception>
    /// <exception cref="DataException">A probability, label or weight lies outside its range.</exception>
    public static ClassificationMetrics Of(
        Matrix<float> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights = default)
    {
        var examples = new ScoredExamples(probabilities, labels, weights);
        var confusion = ConfusionMatrix.Of(examples);
        return new ClassificationMetrics(
            examples.Count,
            examples.Classes,
            Metrics.Accuracy.Of(examples),
            Metrics.LogLoss.Of(examples),
            Metrics.AreaUnderCurve.Of(examples),
            MacroScores.Of(confusion),
            ClassScores.Of(confusion),
            Metrics.BrierScore.Of(examples),
            Metrics.ExpectedCalibrationError.Of(examples),
            confusion);
    }
}
