using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>Whether the model is worth having: one sentence, and the figures it rests on.</summary>
internal static class VerdictSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var examination = content.Examination;
        html.Paragraph(Sentence(examination), "verdict");
        if (examination.Evaluation is not { } evaluation)
        {
            return;
        }

        html.Paragraph(Source(examination), "soft");
        var columns = new List<(string Name, Evaluation Evaluation)> { ("model", evaluation) };
        if (examination.Baselines is { } baselines)
        {
            columns.AddRange(baselines.Linear is { } linear ? [("linear model", linear)] : []);
            columns.Add((content.Result.Model.Task == LearningTask.Regression ? "mean alone" : "majority alone", baselines.Constant));
        }

        new ReportTable(
            $"Metrics on {Numbers.Count(evaluation.Rows, Kind(examination) + " row")}",
            ["metric", .. columns.Select(column => column.Name)],
            evaluation.Metrics.Keys.Select(key => (IReadOnlyList<string>)
                [Numbers.Metric(key), .. columns.Select(column => Numbers.Of(column.Evaluation.Metrics.TryGetValue(key, out var value) ? value : null))])).Write(html);
        new ReportTable(
            "The model against each baseline",
            ["baseline", "metric", "model", "baseline's", "difference", "95 % from", "to"],
            examination.Comparisons.Select(comparison => (IReadOnlyList<string>)
            [
                comparison.Baseline, Numbers.Metric(comparison.Metric), Numbers.Of(comparison.Model), Numbers.Of(comparison.Other),
                Numbers.Signed(comparison.Interval.Difference), Numbers.Signed(comparison.Interval.Lower), Numbers.Signed(comparison.Interval.Upper),
            ]),
            2).Write(html);
    }

    /// <summary>The verdict, also for the model card.</summary>
    public static string Sentence(Examination examination)
    {
        if (examination.Evaluation is not { } evaluation || examination.Comparisons.Count == 0)
        {
            return "No row was held back to judge the model by, so nothing is known about how it does on new rows.";
        }

        var first = examination.Comparisons[0];
        return $"On {Numbers.Count(evaluation.Rows, Kind(examination) + " row")} the model reaches {Figure(first, first.Model)}. "
            + string.Join(" ", examination.Comparisons.Select(Against));
    }

    private static string Against(BaselineComparison comparison)
    {
        var name = comparison.Baseline == "linear" ? "a linear model" : comparison.Metric == "rmse" ? "always predicting the mean" : "always predicting the most frequent class";
        var word = comparison.Sign switch { > 0 => "It is better than", < 0 => "It is worse than", _ => "It cannot be told from" };
        var unit = comparison.Metric == "rmse" ? "" : " percentage points";
        var scale = comparison.Metric == "rmse" ? 1 : 100;
        var interval = comparison.Interval;
        return $"{word} {name} ({Figure(comparison, comparison.Other)}): the difference is {Numbers.Signed(interval.Difference * scale)}{unit}, "
            + $"with 95 % between {Numbers.Signed(interval.Lower * scale)} and {Numbers.Signed(interval.Upper * scale)}.";
    }

    private static string Figure(BaselineComparison comparison, double value) =>
        comparison.Metric == "rmse" ? $"RMSE {Numbers.Of(value)}" : $"accuracy {Numbers.Percent(value)}";

    private static string Source(Examination examination) =>
        (examination.Part.IsTest ? "The rows had no say in the training. " : "These validation rows also chose the epoch, so they judge the model a little too kindly. ")
        + (examination.Comparisons.Count > 0 ? $"The interval is a paired bootstrap of {Numbers.Whole(examination.Comparisons[0].Interval.Resamples)} resamples of the rows (Efron and Tibshirani, 1993), the same at each run; it speaks of other rows of the same kind, not of training again." : "");

    private static string Kind(Examination examination) => examination.Part.IsTest ? "test" : "validation";
}
