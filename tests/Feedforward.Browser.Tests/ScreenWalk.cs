using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Feedforward.Studio;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>One walk through every screen that the page lists, wide and light, then dark, then narrow. What was seen is for several tests.</summary>
public sealed class ScreenWalk(Browser browser)
{
    private Task<ScreenWalk>? _walk;

    /// <summary>The screens that were seen.</summary>
    public List<string> Screens { get; } = [];

    /// <summary>What axe found: the screen, the theme, the rule and where.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>Screens that are wider than a window of 390 pixels.</summary>
    public List<string> Wide { get; } = [];

    /// <summary>How many requests were made of the studio.</summary>
    public int Asked { get; private set; }

    /// <summary>Requests to other machines.</summary>
    public List<string> Foreign { get; } = [];

    /// <summary>What went wrong in the pages' programs.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>The walk, made once.</summary>
    public Task<ScreenWalk> DoneAsync() => _walk ??= WalkAsync();

    private async Task<ScreenWalk> WalkAsync()
    {
        await using var studio = await browser.StudioAsync();

        // A run has been begun, so that no screen is empty.
        using var choices = JsonDocument.Parse("""{"data":"moons","target":"class","hidden":[4],"epochs":20,"seed":1}""");
        studio.Server.Runs.Create(RunConfiguration.Read(new Parameters(choices.RootElement))).StepEpoch();
        foreach (var screen in await studio.ScreensAsync())
        {
            var window = await studio.WindowAsync();
            window.Request += (_, request) => Asked += request.Url.StartsWith(studio.Url, StringComparison.Ordinal) ? 1 : 0;
            var page = await window.NewPageAsync();
            await page.GotoAsync($"{studio.Url}#/{screen}");
            await TestedStudio.DrawnAsync(page);
            await page.EvaluateAsync("() => document.querySelectorAll('main details:not(figure details)').forEach(one => one.open = true)");
            Note(await page.RunAxe(), $"{screen}, light");

            // Only colours differ in the dark.
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            Note(await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Rules("color-contrast") }), $"{screen}, dark");

            await page.SetViewportSizeAsync(390, 900);
            var (content, width) = (await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), await page.EvaluateAsync<int>("() => document.documentElement.clientWidth"));
            if (content > width)
            {
                Wide.Add($"{screen}: {content} pixels wide in a window of {width}");
            }

            Screens.Add(screen);
            await page.CloseAsync();
        }

        Foreign.AddRange(studio.Foreign);
        Faults.AddRange(studio.Faults);
        return this;
    }

    private void Note(AxeResult result, string where) => Violations.AddRange(result.Violations.Select(violation =>
        $"{where}: {violation.Id}: {violation.Help} at {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"));
}
