using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>What somebody should know before using the model, after Mitchell et al., "Model cards for model reporting", FAT* 2019. Only what the training shows; the rest is left to its maker, and says so.</summary>
internal static class ModelCardSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var (model, examination) = (content.Result.Model, content.Examination);
        html.Add("h2", "Model card", ("id", "card"));
        using var list = html.Open("dl");
        Item(html, "Model", $"{model.Network.ToString()} for {Task(model)}, trained by Feedforward {model.Training.LibraryVersion}{(content.ModelName is { } name ? $", in {name}" : "")}.");
        Item(html, "Data", $"{content.DataName}: {Numbers.Count(model.Training.TrainRows, "row")} to learn from, {Numbers.Count(model.Schema.Features.Count, "column")}.");
        Item(html, "Quality", VerdictSection.Sentence(examination));
        Item(html, "Certainty", Certainty(model, examination));
        Item(html, "Weak points", Weak(content));
        Item(html, "Meant for", $"Rows like those of {content.DataName}: same source, same meaning of the columns. A category or a range that the data did not have is answered all the same, and nothing here says how well.");
        Item(html, "Not known from the training", "Who may be harmed by an error, whether groups are treated alike, whether the rows stand for those to come, and what the columns cause. The maker of the model has to say.");
    }

    private static void Item(HtmlWriter html, string name, string text) => html.Add("dt", name, ("style", "font-weight:600")).Add("dd", text);

    private static string Task(TabularModel model) => model.Task == LearningTask.Regression
        ? $"the number {model.Target.Name}"
        : $"the class {model.Target.Name} ({Numbers.Whole(model.Classes.Count)} classes: {string.Join(", ", model.Classes.Take(10))}{(model.Classes.Count > 10 ? ", …" : "")})";

    private static string Certainty(TabularModel model, Examination examination)
    {
        var calibration = model.Calibration is { } fitted ? $"Probabilities were calibrated with a temperature of {Numbers.Of(fitted.Temperature)} on {Numbers.Count(fitted.Rows, "validation row")}. " : "";
        return calibration + (examination.Evaluation?.Coverage is { } coverage
            ? $"{(model.Task == LearningTask.Regression ? "Intervals" : "Prediction sets")} of {Numbers.Percent(coverage.Level)} hold the truth of {Numbers.Percent(coverage.Share)} of the judged rows; their mean size is {Numbers.Of(coverage.MeanSize)}."
            : "There are no intervals or prediction sets.");
    }

    private static string Weak(ReportContent content)
    {
        var (examination, model) = (content.Examination, content.Result.Model);
        if (examination.Evaluation?.Classification is { } metrics && metrics.PerClass.Where(scores => scores.Support > 0).MinBy(scores => scores.Recall) is { } weakest)
        {
            return $"{model.Classes[weakest.Class]} is recognised least: {Numbers.Percent(weakest.Recall)} of {Numbers.Count((long)weakest.Support, "row")}.";
        }

        return examination.WorstRows.Count > 0
            ? $"The largest error is {Numbers.Of(Math.Abs(examination.WorstRows[0].Residual ?? 0))}, on line {Numbers.Whole(examination.WorstRows[0].Line)}."
            : "None is known from the judged rows.";
    }
}
