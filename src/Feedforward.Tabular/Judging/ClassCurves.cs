using Feedforward.Metrics;

namespace Feedforward.Tabular;

/// <summary>How well one class is told from the rest.</summary>
/// <param name="Name">The class.</param>
/// <param name="Support">How many of the judged rows are of it.</param>
/// <param name="Roc">The ROC curve; null where the rows do not define it.</param>
/// <param name="PrecisionRecall">The precision-recall curve; null where no row is of the class.</param>
public sealed record ClassCurves(string Name, int Support, RocCurve? Roc, PrecisionRecallCurve? PrecisionRecall)
{
    /// <summary>Of two classes the second alone, of more each against the rest.</summary>
    internal static IReadOnlyList<ClassCurves> Of(IReadOnlyList<string> classes, Matrix<float> probabilities, int[] labels) =>
    [
        .. Enumerable.Range(classes.Count == 2 ? 1 : 0, classes.Count == 2 ? 1 : classes.Count).Select(c => new ClassCurves(
            classes[c], labels.Count(label => label == c), RocCurve.Of(probabilities, labels, c), PrecisionRecallCurve.Of(probabilities, labels, c))),
    ];
}
