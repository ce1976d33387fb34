using Feedforward.Tabular;

namespace Feedforward.Studio.Report;

/// <summary>What was learned from: rows, columns, what was left out and why.</summary>
internal static class DataSection
{
    public static void Write(HtmlWriter html, ReportContent content)
    {
        var (table, schema, split) = (content.Table, content.Result.Model.Schema, content.Result.Split);
        html.Add("h2", "Data", ("id", "data"));
        var summaries = TableSummary.Of(table, schema);
        new ReportTable(
            "Where the rows went",
            ["part", "rows", "what for"],
            [
                ["all", Numbers.Whole(table.Rows), content.DataName],
                ["training", Numbers.Whole(split.Train.Count), "the network learned from them"],
                ["validation", Numbers.Whole(split.Validation.Count), "they chose the epoch, and temperature and intervals"],
                ["test", Numbers.Whole(content.Options.TestTable is null ? split.Test.Count : content.Examination.Part.Rows.Count), content.Options.TestTable is null ? "they judge, and had no say" : "a table of its own that judges, and had no say"],
                ["without a target", Numbers.Whole(summaries.First(summary => summary.Name == schema.Target!.Name).Missing), "left out"],
            ]).Write(html);
        html.Paragraph(content.DataHash is { } hash ? $"SHA-256 of the file: {hash}" : "The data came from no file, so there is no hash of one.", "soft");
        new ReportTable(
            $"Columns: {Numbers.Whole(schema.Features.Count)} read, {Numbers.Whole(schema.Dropped.Count)} left out, target {schema.Target!.Name}",
            ["column", "type", "use", "missing", "distinct", "mean", "deviation", "least", "most"],
            summaries.Select(summary => (IReadOnlyList<string>)
            [
                summary.Name, summary.Kind?.ToString().ToLowerInvariant() ?? "–", Use(summary, schema), Numbers.Whole(summary.Missing), Numbers.Whole(summary.Distinct),
                Numbers.Of(summary.Mean), Numbers.Of(summary.Deviation), Numbers.Of(summary.Minimum), Numbers.Of(summary.Maximum),
            ]),
            3).Write(html);
        if (content.Result.Notices.Count > 0)
        {
            html.Add("h3", "What to know about them");
            using var list = html.Open("ul");
            foreach (var message in content.Result.Notices.Select(notice => notice.Message).Distinct())
            {
                html.Add("li", message);
            }
        }
    }

    private static string Use(ColumnSummary summary, Schema schema) =>
        summary.Name == schema.Target!.Name ? "target"
        : summary.Dropped is { } reason ? "left out: " + Reason(reason)
        : summary.Kind is null ? "not read"
        : "read";

    private static string Reason(NoticeKind kind) => kind switch
    {
        NoticeKind.Identifier => "it only names the rows",
        NoticeKind.Constant => "one value in every row",
        NoticeKind.AllMissing => "no value in any row",
        NoticeKind.Dropped => "as asked",
        _ => "it cannot be read",
    };
}
