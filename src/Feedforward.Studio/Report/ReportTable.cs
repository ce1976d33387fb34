namespace Feedforward.Studio.Report;

/// <summary>A table: its caption, its headers, and rows whose first cell names them.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="Headers">A header a column.</param>
/// <param name="Rows">The cells.</param>
/// <param name="TextColumns">How many of the first columns are texts; the others are numbers, to the right.</param>
internal sealed record ReportTable(string Caption, IReadOnlyList<string> Headers, IEnumerable<IReadOnlyList<string>> Rows, int TextColumns = 1)
{
    /// <summary>Writes it.</summary>
    public void Write(HtmlWriter html)
    {
        using var scroll = html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "group"), ("aria-label", Caption));
        using var table = html.Open("table");
        html.Add("caption", Caption);
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            for (var i = 0; i < Headers.Count; i++)
            {
                html.Add("th", Headers[i], ("scope", "col"), ("class", i < TextColumns ? "t" : "n"));
            }
        }

        using var body = html.Open("tbody");
        foreach (var row in Rows)
        {
            using var line = html.Open("tr");
            html.Add("th", row[0], ("scope", "row"), ("class", TextColumns > 0 ? "t" : "n"));
            for (var i = 1; i < row.Count; i++)
            {
                html.Add("td", row[i], ("class", i < TextColumns ? "t" : "n"));
            }
        }
    }

    /// <summary>Writes it to be opened.</summary>
    public void WriteFolded(HtmlWriter html)
    {
        using var details = html.Open("details");
        html.Add("summary", $"The numbers: {Caption}");
        Write(html);
    }
}
