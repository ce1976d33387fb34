using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Feedforward.Studio.Report;
using Feedforward.Tabular;

namespace Feedforward.Studio.Tests.Report;

public class TrainingReportTests
{
    private const string Hostile = "<script>alert('x')</script>&\"";
    private static readonly XNamespace s_html = "http://www.w3.org/1999/xhtml";
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(0)]
    public void EveryChartHasATitleADescriptionAndItsTable(int classes)
    {
        var (document, _) = Report(classes);
        var charts = document.Descendants(s_html + "figure").ToList();
        Assert.True(charts.Count >= 4, $"{charts.Count} charts");
        foreach (var chart in charts)
        {
            var picture = chart.Element(s_svg + "svg")!;
            Assert.NotEmpty(picture.Element(s_svg + "title")!.Value);
            Assert.NotEmpty(picture.Element(s_svg + "desc")!.Value);
            Assert.NotEmpty(chart.Descendants(s_html + "details").Single().Descendants(s_html + "tbody").Single().Elements());
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public void EveryTableHasACaptionAndScopes(int classes)
    {
        var (document, _) = Report(classes);
        foreach (var table in document.Descendants(s_html + "table"))
        {
            Assert.NotEmpty(table.Element(s_html + "caption")!.Value);
            Assert.All(table.Descendants(s_html + "th"), header => Assert.NotNull(header.Attribute("scope")));
        }
    }

    [Fact]
    public void NothingIsLoadedAndNoScriptIsThere()
    {
        var (document, text) = Report(2);
        Assert.DoesNotContain(document.Descendants(), element => element.Name.LocalName is "script" or "link" or "img" or "iframe");
        foreach (var attribute in document.Descendants().Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            Assert.DoesNotContain("//", attribute.Value, StringComparison.Ordinal);
            Assert.True(attribute.Name.LocalName is not ("href" or "src") || attribute.Value.StartsWith('#'), attribute.ToString());
        }

        Assert.DoesNotContain("url(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
    }

    [Fact]
    public void HostileNamesAndCellsStayText()
    {
        var (document, text) = Report(2);
        Assert.DoesNotContain("<script>", text, StringComparison.Ordinal);
        Assert.Contains(document.Descendants(s_html + "th"), header => header.Value == Hostile);
    }

    [Fact]
    public void TheMetricsAreThoseOfTheEvaluation()
    {
        var (table, options, result) = Trained(3);
        var document = Parse(table, options, result).Document;
        foreach (var (key, value) in result.Test!.Metrics)
        {
            var row = document.Descendants(s_html + "tr").First(line => line.Elements().First().Value == Numbers.Metric(key));
            Assert.Equal(Numbers.Of(value), row.Elements().ElementAt(1).Value);
        }

        var matrix = document.Descendants(s_html + "table").Single(element => (string?)element.Attribute("class") == "confusion");
        var counts = matrix.Descendants(s_html + "td").Where(cell => cell.Element(s_html + "small") is not null)
            .Sum(cell => double.Parse(cell.Nodes().OfType<XText>().First().Value, CultureInfo.InvariantCulture));
        Assert.Equal(result.Test.Rows, counts);
    }

    [Fact]
    public void TheSameTrainingGivesTheSameReport()
    {
        var (table, options, result) = Trained(2);
        Assert.Equal(Parse(table, options, result).Text, Parse(table, options, result).Text);
    }

    private static (XDocument Document, string Text) Report(int classes)
    {
        var (table, options, result) = Trained(classes);
        return Parse(table, options, result);
    }

    private static (Table Table, TabularOptions Options, TabularResult Result) Trained(int classes)
    {
        var table = Table.Of(
            new NumberColumn("x", [.. Enumerable.Range(0, 240).Select(i => i % 31 / 10f)]),
            TextColumn.From(Hostile, Enumerable.Range(0, 240).Select(i => i % 5 == 0 ? null : i % 2 == 0 ? Hostile : "plain")),
            classes == 0
                ? new NumberColumn("y", [.. Enumerable.Range(0, 240).Select(i => (i % 31 * i % 31 / 7f) + (i % 3))])
                : TextColumn.From("y", Enumerable.Range(0, 240).Select(i => $"class <{(i % 31 + (i % 4)) % classes}>")));
        var options = new TabularOptions { Target = "y", Hidden = [6], Epochs = 5, Threads = 1 };
        return (table, options, TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken));
    }

    private static (XDocument Document, string Text) Parse(Table table, TabularOptions options, TabularResult result)
    {
        using var stream = new MemoryStream();
        var examination = Examination.Of(table, options, result, cancellation: TestContext.Current.CancellationToken);
        TrainingReport.Write(stream, new ReportContent(table, options, result, examination) { DataName = Hostile, Command = "feedforward train" });
        var text = Encoding.UTF8.GetString(stream.ToArray());
        return (XDocument.Parse(text), text);
    }
}
