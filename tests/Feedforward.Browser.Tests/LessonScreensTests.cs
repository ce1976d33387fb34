using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

public sealed partial class LessonScreensTests(Browser browser)
{
    [Fact]
    public async Task The_perceptron_never_has_four_of_four_on_xor_and_settles_on_and()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("perceptron?table=XOR");
        var state = page.Locator(".state").First;
        var texts = await WalkAsync(page);
        Assert.True(texts.Count > 20);
        Assert.DoesNotContain(texts, text => text.Contains("right: 4 of 4", StringComparison.Ordinal));
        Assert.Contains("never settles", texts[^1], StringComparison.Ordinal);

        await page.GetByLabel("Table").SelectOptionAsync("AND");
        await Assertions.Expect(state).ToContainTextAsync("Nothing was seen yet");
        Assert.Contains("right: 4 of 4", (await WalkAsync(page))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_step_and_play_the_perceptron()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("perceptron?table=OR");
        var state = page.Locator(".state").First;
        await page.Keyboard.PressAsync(".");
        await Assertions.Expect(state).ToContainTextAsync("Pass 1, example");
        await page.Keyboard.PressAsync("Shift+Period");
        await Assertions.Expect(state).ToContainTextAsync("Pass 2, example");
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_variance_of_one_example_is_about_eight_times_that_of_eight()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("noise");
        var said = await page.Locator("desc", new() { HasTextString = "single example's variance" }).TextContentAsync();

        // Without replacement out of 128: 8·127/120.
        Assert.Equal(8 * 127 / 120.0, Number(Times(), said!), 0.8);
    }

    [Fact]
    public async Task Thirty_two_hidden_neurons_come_nearer_than_two()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("approximation?width=1");
        var state = page.Locator(".state").First;
        await Assertions.Expect(state).ToContainTextAsync("2 hidden neurons", new() { Timeout = 60_000 });
        var two = Number(LargestError(), await state.TextContentAsync() ?? "");
        await page.GetByRole(AriaRole.Slider, new() { Name = "Width" }).FocusAsync();
        for (var i = 0; i < 4; i++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Assertions.Expect(state).ToContainTextAsync("32 hidden neurons");
        Assert.True(Number(LargestError(), await state.TextContentAsync() ?? "") < two);
    }

    [Theory]
    [InlineData("perceptron?table=XOR")]
    [InlineData("data?data=blobs")]
    public async Task Classes_differ_by_shape_where_no_colour_is_seen(string address)
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync(address);
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Emulation.setEmulatedVisionDeficiency", new() { ["type"] = "achromatopsia" });
        await page.Locator("main figure .legend svg").First.WaitForAsync();

        // A shape is its kind of element and how its line goes, without where it is.
        var legends = await page.Locator("main figure .legend").EvaluateAllAsync<string[][]>(
            "all => all.map(one => [...one.querySelectorAll('li')].filter(row => !row.querySelector('line')).map(row => { const shape = row.querySelector('svg').lastElementChild; return shape.tagName + (shape.getAttribute('d') ?? '').replace(/[^A-Za-z]/g, '') + (shape.getAttribute('transform') ?? ''); }))");
        var classes = legends.Where(shapes => shapes.Length > 1).ToList();
        Assert.NotEmpty(classes);
        Assert.All(classes, shapes => Assert.Equal(shapes.Length, shapes.Distinct().Count()));

        // The points wear what the legend says, and without colour two classes still look different.
        var samples = page.Locator("main figure .legend").First.Locator("li svg");
        Assert.NotEqual(await samples.Nth(0).ScreenshotAsync(), await samples.Nth(1).ScreenshotAsync());
    }

    /// <summary>All that the state says, step by step to the end.</summary>
    private static async Task<IReadOnlyList<string>> WalkAsync(IPage page) => await page.EvaluateAsync<string[]>(
        """
        () => {
          const state = document.querySelector(".state"), step = [...document.querySelectorAll("button")].find(one => one.textContent === "Step"), texts = [];
          for (let before = null; state.textContent !== before;) {
            before = state.textContent;
            step.click();
            texts.push(state.textContent);
          }
          return texts;
        }
        """);

    private static double Number(Regex pattern, string text) => double.Parse(pattern.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"is ([0-9.]+) times")]
    private static partial Regex Times();

    [GeneratedRegex(@"largest error is ([0-9.e-]+)\.")]
    private static partial Regex LargestError();
}
