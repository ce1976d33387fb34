using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>The rows that went most wrong, with their cells: cases that are hard, or cells that are wrong.</summary>
internal static class ErrorsSection
{
    private const int MostColumns = 12;

    public static void Write(HtmlWriter html, ReportContent content)
    {
        var (examination, model) = (content.Examination, content.Result.Model);
        html.Add("h2", "The worst errors", ("id", "errors"));
        if (examination.WorstRows.Count == 0)
        {
            html.Paragraph(examination.Evaluation is null ? "No row was held back to judge by." : "Every judged row was predicted right.");
            return;
        }

        var table = examination.Part.Table;
        var columns = (examination.Importance?.Columns.Select(column => column.Column) ?? model.Schema.Features.Select(feature => feature.Name))
            .Where(name => table[name] is not VectorColumn).Take(MostColumns).ToList();
        var isOfNumbers = model.Task == LearningTask.Regression;
        new ReportTable(
            isOfNumbers ? "The judged rows whose number lies furthest from the prediction" : "The judged rows whose true class was given the least probability",
            ["line", "true", "predicted", .. isOfNumbers ? (string[])["residual"] : ["p of the true", "p of the predicted"], .. columns],
            examination.WorstRows.Select(row => (IReadOnlyList<string>)
            [
                row.Line.ToString(CultureInfo.InvariantCulture), row.Truth, row.Prediction,
                .. isOfNumbers ? (string[])[Numbers.Of(row.Residual)] : [Numbers.Of(row.TruthProbability), Numbers.Of(row.PredictionProbability)],
                .. columns.Select(name => table[name].TextAt(row.Row) ?? "(missing)"),
            ]),
            3).Write(html);
        html.Paragraph($"Line is where the row stands in the data.{(columns.Count < model.Schema.Features.Count ? $" The {columns.Count} most important columns are shown." : "")}", "soft");
    }
}
