using System.Text;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Feedforward.Studio;
using Feedforward.Studio.Report;
using Feedforward.Tabular;
using Feedforward.Tabular.BuiltIn;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>What holds for every screen that the page lists.</summary>
public sealed class ScreensTests(Browser browser)
{
    [Fact]
    public async Task Axe_finds_nothing_in_both_themes()
    {
        await using var studio = await FilledAsync();
        var found = new List<string>();
        foreach (var screen in await studio.ScreensAsync())
        {
            var page = await studio.OpenAsync(screen);
            await UnfoldAsync(page);
            Note(await page.RunAxe(), $"{screen}, light");

            // Only colours differ in the dark.
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            Note(await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") }), $"{screen}, dark");
            await page.CloseAsync();
        }

        Assert.Empty(found);
        Assert.Empty(studio.Faults);

        void Note(AxeResult result, string where) => found.AddRange(result.Violations.Select(violation =>
            $"{where}: {violation.Id}: {violation.Help} at {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }

    [Fact]
    public async Task No_screen_scrolls_sideways_at_390_pixels()
    {
        await using var studio = await FilledAsync();
        foreach (var screen in await studio.ScreensAsync())
        {
            var page = await studio.OpenAsync(screen, width: 390);
            await UnfoldAsync(page);
            var (content, window) = (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("() => document.documentElement.clientWidth"));
            Assert.True(content <= window, $"{screen}: {content} pixels wide in a window of {window}");
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task Nothing_is_asked_of_another_machine()
    {
        await using var studio = await FilledAsync();
        var asked = 0;
        foreach (var screen in await studio.ScreensAsync())
        {
            var window = await studio.WindowAsync();
            window.Request += (_, request) => asked += request.Url.StartsWith(studio.Url, StringComparison.Ordinal) ? 1 : 0;
            var page = await window.NewPageAsync();
            await page.GotoAsync($"{studio.Url}#/{screen}");
            await TestedStudio.DrawnAsync(page);
        }

        Assert.NotEqual(0, asked);
        Assert.Empty(studio.Foreign);
        Assert.Empty(studio.Faults);
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

    /// <summary>A studio in which a run has been begun, so that no screen is empty.</summary>
    private async Task<TestedStudio> FilledAsync()
    {
        var studio = await browser.StudioAsync();
        using var choices = JsonDocument.Parse("""{"data":"moons","target":"class","hidden":[4],"epochs":20,"seed":1}""");
        studio.Server.Runs.Create(RunConfiguration.Read(new Parameters(choices.RootElement))).StepEpoch();
        return studio;
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

    private static Task UnfoldAsync(IPage page) => page.EvaluateAsync("() => document.querySelectorAll('main details:not(figure details)').forEach(one => one.open = true)");
}
