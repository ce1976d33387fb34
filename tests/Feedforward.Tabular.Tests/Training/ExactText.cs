using System.Globalization;

namespace Feedforward.Tabular.Tests.Training;

/// <summary>Judgements as texts that are equal where all their bits are.</summary>
internal static class ExactText
{
    /// <summary>All folds, the summary and the notices.</summary>
    public static string Of(CrossValidationResult result) => string.Join('\n', [
        .. result.Folds.Select(Of),
        .. result.Metrics.Select(metric => Number(metric.Value.Mean) + Number(metric.Value.Deviation)),
        .. result.Notices.Select(notice => notice.Message),
    ]);

    /// <summary>Every number of a judgement, exactly.</summary>
    public static string Of(Evaluation judged)
    {
        var (classes, numbers) = (judged.Classification, judged.Regression);
        return string.Join(' ', [
            $"{judged.Task} {judged.Rows} {judged.Skipped} {judged.Coverage}",
            .. judged.Metrics.Select(metric => metric.Key + Number(metric.Value)),
            .. classes is null ? [] : (string[])[
                $"{classes.Count} {classes.Classes}", Number(classes.Accuracy), Number(classes.LogLoss), Number(classes.BrierScore), Number(classes.ExpectedCalibrationError),
                classes.AreaUnderCurve is { } area ? Number(area) : "none", Number(classes.F1), $"{classes.Macro}", .. classes.PerClass.Select(scores => $"{scores}"),
                .. Enumerable.Range(0, classes.Classes * classes.Classes).Select(cell => Number(classes.Confusion[cell / classes.Classes, cell % classes.Classes]))],
            numbers is null ? "none" : $"{numbers.Count} {Number(numbers.RootMeanSquaredError)} {Number(numbers.MeanAbsoluteError)} {numbers.DeterminationCoefficient}",
        ]);
    }

    private static string Number(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);
}
