using System.Text;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>From rows to a prediction, over several screens.</summary>
public sealed class JourneyTests(Browser browser)
{
    private const int MostTabs = 400;

    [Fact]
    public async Task The_keyboard_alone_goes_from_drawn_points_to_a_prediction()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("data");
        await TabToAsync(page, "Draw points");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "Plane to draw points on");
        foreach (var key in (string[])["ArrowLeft", "Enter", "2", "Shift+ArrowRight", "ArrowUp", "Enter"])
        {
            await page.Keyboard.PressAsync(key);
        }

        await TabToAsync(page, "Use these points");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".state")).ToContainTextAsync("drawing: 2 rows, 3 columns");
        await TabToAsync(page, "Train on this");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Train" }).WaitForAsync();
        await Assertions.Expect(page.GetByLabel("Data")).ToHaveValueAsync("drawing");
        await TabToAsync(page, "As a new run");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("paused.");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("done.");
        await TabToAsync(page, "Predict");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Heading, new() { Name = "Predict" }).WaitForAsync();
        await TabToAsync(page, "x1");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("0.2");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator(".answer")).ToContainTextAsync("class: 2");
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task A_category_that_the_model_does_not_know_is_named_in_a_batch()
    {
        await using var studio = await browser.StudioAsync();
        var rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{(i % 3 == 0 ? "Bonn" : "Ulm")},{i % 7},{(i % 2 == 0 ? "yes" : "no")}\n"));
        var file = Path.Combine(studio.Folder, "people.csv");
        await File.WriteAllTextAsync(file, "city,age,bought\n" + rows, TestContext.Current.CancellationToken);
        var page = await studio.OpenAsync("data");
        await page.Locator("input[type=file]").First.SetInputFilesAsync(file);
        await Assertions.Expect(page.Locator(".state")).ToContainTextAsync("people.csv: 60 rows");
        await page.GetByRole(AriaRole.Link, new() { Name = "Train on this" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "As a new run" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("paused.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Step epoch" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("paused. Epoch 1 of");
        await page.GotoAsync($"{studio.Url}#/predict?model=run-1");
        await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "new.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("city,age\nBonn,3\nAtlantis,4\n") });
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Column 'city': 1 cells hold a category that the model does not know");
        Assert.Empty(studio.Faults);
    }

    /// <summary>Ten thousand epochs leave curves, and nothing else, in the memory of the page and of the studio.</summary>
    [Fact]
    public async Task Memory_stays_flat_over_ten_thousand_epochs()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("train?data=moons&hidden=4&activations=tanh&batchSize=1000&epochs=10000&seed=1");
        await page.GetByRole(AriaRole.Button, new() { Name = "As a new run" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("paused.");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(new System.Text.RegularExpressions.Regex("Epoch [1-9][0-9]{3,4} of 10000"));
        var (pageBefore, before) = (await HeapAsync(page), GC.GetTotalMemory(forceFullCollection: true));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("done.", new() { Timeout = 180_000 });
        var (pageAfter, after) = (await HeapAsync(page), GC.GetTotalMemory(forceFullCollection: true));
        Assert.True(pageAfter - pageBefore < 16e6, $"page: {pageBefore} to {pageAfter} bytes");
        Assert.True(after - before < 32e6, $"studio: {before} to {after} bytes");
        Assert.Empty(studio.Faults);
    }

    private static async Task<double> HeapAsync(IPage page)
    {
        var tools = await page.Context.NewCDPSessionAsync(page);
        await tools.SendAsync("HeapProfiler.collectGarbage");
        return (await tools.SendAsync("Runtime.getHeapUsage"))!.Value.GetProperty("usedSize").GetDouble();
    }

    /// <summary>Goes on with Tab until the named thing has the focus.</summary>
    private static async Task TabToAsync(IPage page, string name)
    {
        for (var i = 0; i < MostTabs; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>(
                """
                name => {
                  const it = document.activeElement;
                  return it !== document.body && [it.getAttribute("aria-label"), it.labels?.[0]?.textContent, it.textContent].some(text => text?.trim().startsWith(name));
                }
                """, name))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not come to '{name}'.");
    }
}
