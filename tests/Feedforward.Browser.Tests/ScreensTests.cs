using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>What holds for every screen that the page lists.</summary>
public sealed class ScreensTests(Browser browser)
{
    [Fact]
    public async Task Axe_finds_nothing_in_both_themes()
    {
        await using var studio = await browser.StudioAsync();
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
        await using var studio = await browser.StudioAsync();
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
        await using var studio = await browser.StudioAsync();
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

    private static Task UnfoldAsync(IPage page) => page.EvaluateAsync("() => document.querySelectorAll('main details:not(figure details)').forEach(one => one.open = true)");
}
