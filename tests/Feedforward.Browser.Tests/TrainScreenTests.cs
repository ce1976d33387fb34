using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>Runs are commanded by buttons and keys, and what the page shows is what the engine computed.</summary>
public sealed class TrainScreenTests(Browser browser)
{
    private const string Moons = """{"data":"moons","target":"class","hidden":[4],"activations":["tanh"],"learningRate":0.05,"schedule":"constant","batchSize":16,"epochs":40,"patience":0,"seed":3}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_neurons_learn_xor_and_the_map_agrees_with_the_predictions()
    {
        await using var studio = await browser.StudioAsync();
        var data = (await PostAsync(studio, "/api/data/points", """{"x":[0,0,1,1],"y":[0,1,0,1],"labels":["no","yes","yes","no"]}""")).GetProperty("name").GetString();
        var page = await OpenAsync(studio, $$"""{"data":"{{data}}","target":"class","hidden":[4],"activations":["tanh"],"learningRate":0.1,"schedule":"constant","batchSize":4,"epochs":300,"patience":0,"seed":1}""");
        await page.Keyboard.PressAsync("Space");
        await StateAsync(page, "done.");

        foreach (var (x1, x2, answer) in new[] { (0, 0, "no"), (0, 1, "yes"), (1, 0, "yes"), (1, 1, "no") })
        {
            var predicted = await PostAsync(studio, "/api/predict", $$"""{"model":"run-1","values":{"x1":{{x1}},"x2":{{x2}} } }""");
            Assert.Contains($"\"{answer}\"", predicted.GetProperty("answer").GetRawText(), StringComparison.Ordinal);
        }

        // Blue is the second class, yes; orange the first.
        var colours = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const image = [...document.querySelectorAll(".stage figure svg image")].at(-1), picture = new Image();
              picture.src = image.getAttribute("href");
              await picture.decode();
              const canvas = document.createElement("canvas");
              [canvas.width, canvas.height] = [picture.width, picture.height];
              const context = canvas.getContext("2d");
              context.drawImage(picture, 0, 0);
              // The window reaches 8 % further than the points.
              const at = value => (value + 0.08) / 1.16;
              return [[0, 0], [0, 1], [1, 0], [1, 1]].map(([x, y]) => {
                const [red, , blue] = context.getImageData(Math.round(at(x) * (canvas.width - 1)), Math.round((1 - at(y)) * (canvas.height - 1)), 1, 1).data;
                return blue > red ? "yes" : "no";
              });
            }
            """);
        Assert.Equal(["no", "yes", "yes", "no"], colours);
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task Rewound_with_the_same_seed_the_page_shows_the_same_losses()
    {
        await using var studio = await browser.StudioAsync();
        var page = await OpenAsync(studio, Moons);
        await EpochsAsync(page, 3);
        var first = await LossesAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Rewind, same seed" }).ClickAsync();
        await StateAsync(page, "paused. Epoch 0 of");
        await EpochsAsync(page, 3);
        Assert.Equal(6, first.Length);
        Assert.Equal(first, await LossesAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Rewind, next seed" }).ClickAsync();
        await StateAsync(page, "paused. Epoch 0 of");
        await EpochsAsync(page, 3);
        Assert.NotEqual(first, await LossesAsync(page));
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task An_example_moves_no_weight_that_the_page_shows_and_a_point_steps_a_batch()
    {
        await using var studio = await browser.StudioAsync();
        var page = await OpenAsync(studio, Moons);
        await page.Locator(".node").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        var before = await page.Locator(".neuron-table").InnerTextAsync();
        Assert.Contains("neuron 2", before, StringComparison.Ordinal);
        await page.Keyboard.PressAsync(",");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Example 1 of 16");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No weight moves before the minibatch is closed.");
        Assert.Equal(before, await page.Locator(".neuron-table").InnerTextAsync());
        await page.Keyboard.PressAsync(".");
        await StateAsync(page, "paused. Epoch 0 of 40, step 1 (1 of");
        await Assertions.Expect(page.Locator(".neuron-table")).Not.ToHaveTextAsync(before);
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task What_diverges_says_at_which_step_shows_no_nan_and_can_begin_anew()
    {
        await using var studio = await browser.StudioAsync();
        var page = await OpenAsync(studio, """{"data":"sine","target":"y","hidden":[8],"activations":["relu"],"optimizer":"sgd","learningRate":10,"schedule":"constant","batchSize":8,"epochs":200,"patience":0,"seed":1}""");
        await page.Keyboard.PressAsync("Space");
        await StateAsync(page, "Diverged at step");
        Assert.DoesNotContain("NaN", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", await page.Locator("main").InnerHTMLAsync(), StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin anew with a tenth of the rate" }).ClickAsync();
        await StateAsync(page, "paused. Epoch 0 of 200");
        Assert.Equal(1, (await GetAsync(studio, "/api/runs/show?run=run-1")).GetProperty("learningRate").GetDouble());
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task After_a_restart_of_the_studio_the_page_has_every_epoch_once()
    {
        await using var studio = await browser.StudioAsync();
        var page = await OpenAsync(studio, Moons);
        await page.GetByLabel("Pace").SelectOptionAsync("100");
        await page.GetByRole(AriaRole.Button, new() { Name = "Play" }).ClickAsync();
        await StateAsync(page, "playing. Epoch 2");
        await studio.EndAsync();
        await Assertions.Expect(page.Locator("#banner")).ToContainTextAsync("The studio does not answer.");
        await studio.RestartAsync();
        await StateAsync(page, "done. Epoch 40 of 40");
        var losses = await LossesAsync(page);
        Assert.Equal(80, losses.Length);

        await PostAsync(studio, "/api/runs", Moons);
        var alone = await OpenAsync(studio, null, "run-2");
        await alone.Keyboard.PressAsync("Space");
        await StateAsync(alone, "done. Epoch 40 of 40");
        Assert.Equal(await LossesAsync(alone), losses);
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task A_weight_is_edited_by_keyboard()
    {
        await using var studio = await browser.StudioAsync();
        var page = await OpenAsync(studio, Moons);
        await page.Locator(".node").First.FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("1.5");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Weights were changed by hand.");
        var values = (await GetAsync(studio, "/api/runs/parameters?run=run-1")).GetProperty("blocks").EnumerateArray().Single(block => block.GetProperty("name").GetString() == "1.weight");
        Assert.Equal(1.5f, values.GetProperty("values")[0].GetSingle());
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task Runs_lie_over_each_other_with_what_differs()
    {
        await using var studio = await browser.StudioAsync();
        foreach (var configuration in (string[])[Moons, Moons.Replace("\"seed\":3", "\"seed\":4", StringComparison.Ordinal)])
        {
            var run = (await PostAsync(studio, "/api/runs", configuration)).GetProperty("run").GetString();
            await PostAsync(studio, "/api/runs/step", $$"""{"run":"{{run}}","unit":"epoch"}""");
        }

        var page = await studio.OpenAsync("runs");
        await page.GetByLabel("Compare run-1").CheckAsync();
        await page.GetByLabel("Compare run-2").CheckAsync();
        var differences = page.GetByRole(AriaRole.Table, new() { Name = "What differs in their choices" });
        await Assertions.Expect(differences.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(differences.Locator("tbody tr")).ToContainTextAsync("seed");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("validation loss of 2 runs");
        page.Dialog += (_, dialog) => dialog.AcceptAsync();
        await page.GetByLabel("Delete run-1").ClickAsync();
        await Assertions.Expect(page.GetByLabel("Compare run-1")).ToHaveCountAsync(0);
        Assert.Empty(studio.Faults);
    }

    private static async Task<IPage> OpenAsync(TestedStudio studio, string? configuration, string run = "run-1")
    {
        if (configuration is not null)
        {
            await PostAsync(studio, "/api/runs", configuration);
        }

        var page = await studio.OpenAsync($"train?run={run}");
        await StateAsync(page, "paused.");
        return page;
    }

    private static Task StateAsync(IPage page, string text) => Assertions.Expect(page.Locator("main")).ToContainTextAsync(text, new() { Timeout = 60_000 });

    private static async Task EpochsAsync(IPage page, int count)
    {
        for (var epoch = 1; epoch <= count; epoch++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Step epoch" }).ClickAsync();
            await StateAsync(page, $"paused. Epoch {epoch} of");
        }
    }

    /// <summary>The numbers behind the curves of the losses.</summary>
    private static async Task<string[]> LossesAsync(IPage page)
    {
        var figure = page.Locator("figure:has(figcaption:text-is('Loss'))");
        if (!await figure.Locator("details").EvaluateAsync<bool>("details => details.open"))
        {
            await figure.Locator("summary").ClickAsync();
        }

        var rows = figure.Locator("tbody tr").Filter(new() { HasNotText = "best epoch" });
        await rows.First.WaitForAsync();
        return [.. await rows.AllInnerTextsAsync()];
    }

    private static async Task<JsonElement> PostAsync(TestedStudio studio, string path, string json)
    {
        using var client = new HttpClient { BaseAddress = new Uri(studio.Url) };
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(path, content, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<JsonElement> GetAsync(TestedStudio studio, string path)
    {
        using var client = new HttpClient { BaseAddress = new Uri(studio.Url) };
        return await client.GetFromJsonAsync<JsonElement>(path, Stop);
    }
}
