using System.Text;
using Feedforward.Studio;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>The stream of events between page and studio.</summary>
public sealed class ConnectionTests(Browser browser)
{
    [Fact]
    public async Task A_page_tells_that_the_studio_is_gone_and_goes_on_without_gap_or_duplicate()
    {
        await using var studio = await browser.StudioAsync();
        var page = await ConnectedAsync(studio);
        Append(studio.Server, 1, 3);
        await SeenAsync(page, "1,2,3");

        await studio.EndAsync();
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("The studio does not answer.");
        await studio.RestartAsync(server =>
        {
            server.Events.Restore(Enumerable.Range(1, 3).Select(i => ((long)i, (ReadOnlyMemory<byte>)"{}"u8.ToArray())));
            Append(server, 4, 2);
        });
        await SeenAsync(page, "1,2,3,4,5");
        await Assertions.Expect(page.Locator("#banner")).ToBeHiddenAsync();
        Append(studio.Server, 6, 1);
        await SeenAsync(page, "1,2,3,4,5,6");
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task Eight_tabs_load_and_hidden_ones_hold_no_stream()
    {
        await using var studio = await browser.StudioAsync();
        var window = await studio.WindowAsync();
        var before = EventStream.Open;
        IPage? last = null;
        for (var tab = 0; tab < 8; tab++)
        {
            if (last is not null)
            {
                // The browser of a test shows all its tabs at once; people have one in front.
                await HideAsync(last, isHidden: true);
                await Condition.HoldsAsync(() => EventStream.Open == before, "a hidden tab has closed its stream");
            }

            last = await window.NewPageAsync();
            var stream = StreamAsync(last);
            await last.GotoAsync($"{studio.Url}#/likelihood");
            await stream;
            await TestedStudio.DrawnAsync(last);
            await last.EvaluateAsync(Listen);
        }

        Assert.Equal(before + 1, EventStream.Open);
        Append(studio.Server, 1, 2);

        // The first tab comes back to the front and gets what it missed.
        var first = window.Pages[0];
        await HideAsync(first, isHidden: false);
        await SeenAsync(first, "1,2");
    }

    private const string Listen = "async () => { window.seen = []; (await import('/lib/events.js')).listen(event => window.seen.push(event.event)); }";

    private static async Task<IPage> ConnectedAsync(TestedStudio studio)
    {
        var page = await (await studio.WindowAsync()).NewPageAsync();
        var stream = StreamAsync(page);
        await page.GotoAsync($"{studio.Url}#/likelihood");
        await stream;
        await page.EvaluateAsync(Listen);
        return page;
    }

    /// <summary>Whoever has the head of the answer gets all events from then on.</summary>
    private static Task<IResponse> StreamAsync(IPage page) => page.WaitForResponseAsync(response => response.Url.Contains("/api/events", StringComparison.Ordinal));

    private static Task SeenAsync(IPage page, string events) => page.WaitForFunctionAsync("events => window.seen.join() === events", events);

    private static Task HideAsync(IPage page, bool isHidden) => page.EvaluateAsync(
        "isHidden => { Object.defineProperty(document, 'hidden', { get: () => isHidden, configurable: true }); document.dispatchEvent(new Event('visibilitychange')); }", isHidden);

    private static void Append(StudioServer server, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            server.Events.Append(Encoding.UTF8.GetBytes($"{{\"event\":\"{i}\"}}"));
        }
    }
}
