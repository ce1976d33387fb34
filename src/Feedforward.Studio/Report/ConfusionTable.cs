using System.Globalization;
using Feedforward.Metrics;

namespace Feedforward.Studio.Report;

/// <summary>Who is taken for whom: counts and shares of each row, named on both sides; of very many classes the frequent confusions.</summary>
internal static class ConfusionTable
{
    private const int MostClasses = 25;
    private const int MostPairs = 30;

    public static void Write(HtmlWriter html, ConfusionMatrix confusion, IReadOnlyList<string> classes)
    {
        html.Add("h3", "Confusion matrix");
        if (classes.Count > MostClasses)
        {
            var pairs = from actual in Enumerable.Range(0, classes.Count)
                        from predicted in Enumerable.Range(0, classes.Count)
                        where actual != predicted && confusion[actual, predicted] > 0
                        orderby confusion[actual, predicted] descending
                        select (IReadOnlyList<string>)[classes[actual], classes[predicted], Numbers.Whole(confusion[actual, predicted]), Numbers.Percent(confusion[actual, predicted] / confusion.ActualTotal(actual))];
            new ReportTable($"The most frequent confusions of {classes.Count} classes", ["true", "predicted", "rows", "share of the true class"], pairs.Take(MostPairs), 2).Write(html);
            return;
        }

        const string Caption = "Rows: the true class. Columns: the predicted class. Each cell: rows, and their share of the true class. The right ones are framed.";
        using var scroll = html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", "Confusion matrix"));
        using var table = html.Open("table", ("class", "confusion"));
        html.Add("caption", Caption);
        using (html.Open("thead"))
        {
            using (html.Open("tr"))
            {
                html.Add("td", "");
                html.Add("th", "predicted", ("scope", "colgroup"), ("colspan", Numbers.Place(classes.Count)));
                html.Add("td", "");
            }

            using var names = html.Open("tr");
            html.Add("th", "true", ("scope", "col"));
            foreach (var name in classes)
            {
                html.Add("th", name, ("scope", "col"));
            }

            html.Add("th", "all", ("scope", "col"));
        }

        using var body = html.Open("tbody");
        for (var actual = 0; actual < classes.Count; actual++)
        {
            using var row = html.Open("tr");
            html.Add("th", classes[actual], ("scope", "row"));
            var total = confusion.ActualTotal(actual);
            for (var predicted = 0; predicted < classes.Count; predicted++)
            {
                var share = total > 0 ? confusion[actual, predicted] / total : 0;
                var shade = string.Create(CultureInfo.InvariantCulture, $"background:color-mix(in srgb,var(--fill) {share * 35:0}%,transparent)");
                using var cell = html.Open("td", ("class", actual == predicted ? "right" : "wrong"), ("style", shade));
                html.Text(Numbers.Whole(confusion[actual, predicted]));
                html.Add("small", Numbers.Percent(share));
            }

            html.Add("td", Numbers.Whole(total));
        }
    }
}
