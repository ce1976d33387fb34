using System.Text;
using Deque.AxeCore.Playwright;
using Feedforward.Studio.Report;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>What holds for every screen that the page lists.</summary>
public sealed class ScreensTests(Browser browser, ScreenWalk walk) : IClassFixture<ScreenWalk>
{
    [Fact]
    public async Task Axe_finds_nothing_in_both_themes()
    {
        await walk.DoneAsync();
        Assert.NotEmpty(walk.Screens);
        Assert.Empty(walk.Violations);
        Assert.Empty(walk.Faults);
    }

    [Fact]
    public async Task No_screen_scrolls_sideways_at_390_pixels()
    {
        await walk.DoneAsync();
        Assert.NotEmpty(walk.Screens);
        Assert.Empty(walk.Wide);
    }

    [Fact]
    public async Task Nothing_is_asked_of_another_machine()
    {
        await walk.DoneAsync();
        Assert.InRange(walk.Asked, walk.Screens.Count, int.MaxValue);
        Assert.Empty(walk.Foreign);
    }

    [Fact]
    public async Task The_report_asks_nobody_and_axe_finds_nothing_in_it()
    {
        await using var studio = await browser.StudioAsync();
        var window = await studio.WindowAsync(width: 390);
        var (page, asked) = (await window.NewPageAsync(), new List<string>());
        page.Request += (_, request) => asked.Add(request.Url);
        await page.RouteAsync($"{studio.Url}report.html", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html", Body = Report() }));
        await page.GotoAsync($"{studio.Url}report.html");
        Assert.Equal([$"{studio.Url}report.html"], asked);
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id} at {violation.Nodes[0].Html}"));
        }
    }

    private static string Report()
    {
        var table = BuiltInData.Named("moons").Generate(0, 200).ToTable();
        var options = new TabularOptions { Target = "class", Hidden = [6], Epochs = 5, Threads = 1 };
        var result = TabularTrainer.Fit(table, options, cancellationToken: TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        TrainingReport.Write(stream, new ReportContent(table, options, result, Examination.Of(table, options, result, cancellation: TestContext.Current.CancellationToken)) { DataName = "moons", Command = "feedforward train moons" });
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
