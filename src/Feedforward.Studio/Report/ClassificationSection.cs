using Feedforward.Metrics;
using Feedforward.Studio.Report.Charts;
using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>How well classes are told apart, and what the probabilities are worth.</summary>
internal static class ClassificationSection
{
    private const int MostDrawn = 8;
    private const int MostPoints = 200;
    private static readonly Axis s_unit = new("", 0, 1);

    public static void Write(HtmlWriter html, ReportContent content)
    {
        html.Add("h2", "Classes", ("id", "quality"));
        if (content.Examination.Evaluation?.Classification is not { } metrics)
        {
            html.Paragraph("No row was held back to judge by.");
            return;
        }

        var (examination, classes) = (content.Examination, content.Result.Model.Classes);
        ConfusionTable.Write(html, metrics.Confusion, classes);
        html.Add("h3", "Class by class");
        new ReportTable(
            "Precision, recall and F1 of each class",
            ["class", "rows", "precision", "recall", "F1"],
            metrics.PerClass.Select(scores => (IReadOnlyList<string>)
                [classes[scores.Class], Numbers.Whole(scores.Support), Numbers.Percent(scores.Precision), Numbers.Percent(scores.Recall), Numbers.Of(scores.F1)])).Write(html);
        html.Add("h3", "Ranking and probabilities");
        if (classes.Count > 2)
        {
            html.Paragraph("Each class against the rest." + (classes.Count > MostDrawn ? $" The {MostDrawn} most frequent are drawn; the table has all." : ""), "soft");
            new ReportTable(
                "Area under the ROC curve and average precision, each class against the rest",
                ["class", "rows", "AUC", "average precision"],
                examination.Curves.Select(curve => (IReadOnlyList<string>)
                    [curve.Name, Numbers.Whole(curve.Support), Numbers.Of(curve.Roc?.Area), Numbers.Of(curve.PrecisionRecall?.AveragePrecision)])).Write(html);
        }

        using (html.Open("div", ("class", "charts")))
        {
            List<ClassCurves> drawn = [.. examination.Curves.OrderByDescending(curve => curve.Support).Take(MostDrawn).OrderBy(curve => curve.Roc?.Class)];
            Roc(html, [.. drawn.Where(curve => curve.Roc is not null)]);
            PrecisionRecall(html, [.. drawn.Where(curve => curve.PrecisionRecall is not null)]);
            Reliability(html, examination.Reliability, classes);
        }

        if (examination.Thresholds.Count > 0)
        {
            html.Add("h3", "Thresholds");
            new ReportTable(
                $"What a threshold on the probability of {classes[1]} makes of the judged rows",
                ["from", "precision", "recall", "specificity", "F1", "accuracy", "hits", "false alarms", "misses", "rightly left"],
                examination.Thresholds.Select(scores => (IReadOnlyList<string>)
                [
                    Numbers.Of(scores.Threshold), Numbers.Percent(scores.Precision), Numbers.Percent(scores.Recall), Numbers.Percent(scores.Specificity), Numbers.Of(scores.F1),
                    Numbers.Percent(scores.Accuracy), Numbers.Whole(scores.TruePositives), Numbers.Whole(scores.FalsePositives), Numbers.Whole(scores.FalseNegatives), Numbers.Whole(scores.TrueNegatives),
                ]),
                0).Write(html);
        }
    }

    private static void Roc(HtmlWriter html, List<ClassCurves> curves)
    {
        if (curves.Count == 0)
        {
            return;
        }

        new Chart(
            "ROC curve",
            "Area below: " + string.Join(", ", curves.Select(curve => $"{curve.Name} {Numbers.Of(curve.Roc!.Area)}")) + ".",
            s_unit with { Label = "false positive rate" },
            s_unit with { Label = "true positive rate" },
            [
                .. curves.Select(curve => new Series($"{curve.Name} (AUC {Numbers.Of(curve.Roc!.Area)})", Some([.. curve.Roc.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate))]))),
                new Series("chance", [(0, 0), (1, 1)], Mark.Guide),
            ],
            new ReportTable(
                "points of the ROC curve",
                ["class", "threshold", "false positive rate", "true positive rate"],
                curves.SelectMany(curve => Some(curve.Roc!.Points).Select(point => (IReadOnlyList<string>)
                    [curve.Name, Numbers.Of(point.Threshold), Numbers.Of(point.FalsePositiveRate), Numbers.Of(point.TruePositiveRate)])))).Write(html);
    }

    private static void PrecisionRecall(HtmlWriter html, List<ClassCurves> curves)
    {
        if (curves.Count == 0)
        {
            return;
        }

        Series[] guessing = curves.Count == 1 ? [new Series("guessing", [(0, curves[0].PrecisionRecall!.Share), (1, curves[0].PrecisionRecall!.Share)], Mark.Guide)] : [];
        new Chart(
            "Precision and recall",
            "Average precision: " + string.Join(", ", curves.Select(curve => $"{curve.Name} {Numbers.Of(curve.PrecisionRecall!.AveragePrecision)}")) + ".",
            s_unit with { Label = "recall" },
            s_unit with { Label = "precision" },
            [
                .. curves.Select(curve => new Series($"{curve.Name} (average precision {Numbers.Of(curve.PrecisionRecall!.AveragePrecision)})", Some([.. curve.PrecisionRecall.Points.Select(point => (point.Recall, point.Precision))]))),
                .. guessing,
            ],
            new ReportTable(
                "points of the precision-recall curve",
                ["class", "threshold", "recall", "precision"],
                curves.SelectMany(curve => Some(curve.PrecisionRecall!.Points).Select(point => (IReadOnlyList<string>)
                    [curve.Name, Numbers.Of(point.Threshold), Numbers.Of(point.Recall), Numbers.Of(point.Precision)])))).Write(html);
    }

    private static void Reliability(HtmlWriter html, IReadOnlyList<ReliabilityBin> bins, IReadOnlyList<string> classes)
    {
        List<ReliabilityBin> filled = [.. bins.Where(bin => bin.Count > 0)];
        var of = classes.Count == 2 ? classes[1] : "the predicted class";
        new Chart(
            "Calibration: stated probability and observed frequency",
            $"{Numbers.Count(filled.Count, "bin")} with rows; bars are 95 % intervals (Wilson, 1927). A calibrated model lies on the diagonal.",
            s_unit with { Label = $"probability of {of}" },
            s_unit with { Label = "observed frequency" },
            [
                new Series("the model, with 95 % intervals", [.. filled.Select(bin => (bin.MeanProbability, bin.Frequency))])
                {
                    Intervals = [.. filled.Select(bin => (bin.Interval.Lower, bin.Interval.Upper))],
                },
                new Series("calibrated", [(0, 0), (1, 1)], Mark.Guide),
            ],
            new ReportTable(
                $"probability of {of} and observed frequency",
                ["above", "up to", "rows", "mean probability", "frequency", "95 % from", "to"],
                bins.Select(bin => (IReadOnlyList<string>)
                [
                    Numbers.Of(bin.Lower), Numbers.Of(bin.Upper), Numbers.Whole(bin.Count), Numbers.Of(bin.MeanProbability), Numbers.Of(bin.Frequency),
                    Numbers.Of(bin.Interval.Lower), Numbers.Of(bin.Interval.Upper),
                ]),
                0)).Write(html);
    }

    /// <summary>Evenly spaced points with both ends: a picture has no room for more.</summary>
    private static IReadOnlyList<T> Some<T>(IReadOnlyList<T> points) => points.Count <= MostPoints
        ? points
        : [.. Enumerable.Range(0, MostPoints).Select(i => points[(int)((long)i * (points.Count - 1) / (MostPoints - 1))])];
}
