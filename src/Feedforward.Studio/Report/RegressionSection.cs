using Feedforward.Studio.Report.Charts;

namespace Feedforward.Studio.Report;

/// <summary>How far predicted numbers lie from true ones.</summary>
internal static class RegressionSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        html.Add("h2", "Residuals", ("id", "quality"));
        var examination = content.Examination;
        if (examination.Points.Count == 0)
        {
            html.Paragraph("No row was held back to judge by.");
            return;
        }

        var target = content.Result.Model.Target.Name;
        var isPart = examination.Points.Count < examination.Part.Rows.Count;
        html.Paragraph("A residual is the truth less the prediction." + (isPart ? $" The pictures show {Numbers.Whole(examination.Points.Count)} evenly spaced of {Numbers.Count(examination.Part.Rows.Count, "judged row")}; the histogram counts all." : ""), "soft");
        if (examination.Evaluation?.Coverage is { } coverage)
        {
            html.Paragraph($"Intervals that should hold {Numbers.Percent(coverage.Level)} of the true numbers hold {Numbers.Percent(coverage.Share)}; they are {Numbers.Of(coverage.MeanSize)} wide.");
        }

        using var charts = html.Open("div", ("class", "charts"));
        var both = Axis.Around("", examination.Points.SelectMany(point => (double[])[point.Truth, point.Prediction]));
        new Chart(
            "Predicted against true",
            "A perfect model would have every point on the diagonal.",
            both with { Label = $"true {target}" },
            both with { Label = "predicted" },
            [new Series("rows", [.. examination.Points.Select(point => (point.Truth, point.Prediction))], Mark.Dots), new Series("perfect", [(both.Low, both.Low), (both.High, both.High)], Mark.Guide)],
            new ReportTable("true and predicted", ["true", "predicted"], examination.Points.Select(point => (IReadOnlyList<string>)[Numbers.Of(point.Truth), Numbers.Of(point.Prediction)]), 0)).Write(html);
        var residuals = examination.Points.Select(point => (point.Prediction, Residual: point.Truth - point.Prediction)).ToList();
        var across = Axis.Around($"predicted {target}", residuals.Select(point => point.Prediction));
        new Chart(
            "Residuals against predictions",
            "A pattern here is something the model did not learn; a funnel says that large numbers are less certain.",
            across,
            Axis.Around("residual", residuals.Select(point => point.Residual)),
            [new Series("rows", residuals, Mark.Dots), new Series("no error", [(across.Low, 0), (across.High, 0)], Mark.Guide)],
            new ReportTable("predictions and residuals", ["predicted", "residual"], residuals.Select(point => (IReadOnlyList<string>)[Numbers.Of(point.Prediction), Numbers.Of(point.Residual)]), 0)).Write(html);
        var bins = examination.Residuals;
        var widest = Axis.Around("rows", bins.Select(bin => (double)bin.Count).Append(0));
        new Chart(
            "Histogram of the residuals",
            $"{Numbers.Count(bins.Count, "bar")} from {Numbers.Of(bins[0].Lower)} to {Numbers.Of(bins[^1].Upper)}.",
            Axis.Around("residual", [bins[0].Lower, bins[^1].Upper]),
            widest,
            [],
            new ReportTable("residuals", ["from", "to", "rows"], bins.Select(bin => (IReadOnlyList<string>)[Numbers.Of(bin.Lower), Numbers.Of(bin.Upper), Numbers.Whole(bin.Count)]), 0))
        {
            Bars = [.. bins.Select(bin => (bin.Lower, bin.Upper, (double)bin.Count))],
        }.Write(html);
    }
}
