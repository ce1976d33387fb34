using System.Globalization;
using System.Text.RegularExpressions;
using Feedforward.Experiments;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

/// <summary>The numbers that a person reads, with the keyboard alone.</summary>
public sealed partial class MicroscopeScreenTests(Browser browser)
{
    [Fact]
    public async Task The_worked_example_is_walked_and_edited_by_keyboard()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("microscope?model=example");
        var state = page.Locator(".state");
        await Assertions.Expect(state).ToContainTextAsync("0.604");
        var first = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Neuron(1, 1) });
        await first.FocusAsync();

        // Numbers worked by hand: h = 0.6457 and 0.5250, δ = −0.0726 and 0.0678.
        Assert.Equal([0.6457, 0.5250], await NumbersAsync(page, "Layer 1, neuron [0-9]+, h ([0-9.]+)"), (a, b) => Math.Abs(a - b) < 5e-4);
        await Assertions.Expect(page.Locator(".weights tbody tr").First).ToContainTextAsync("-0.07261");
        foreach (var (index, trace) in WorkedExample.Trace.Layers[0].Neurons.Index())
        {
            await Assertions.Expect(page.Locator(".matrices > div").Nth(5).Locator("td").Nth(index)).ToHaveTextAsync(new Regex(Regex.Escape(trace.Delta.ToString("0.0000", CultureInfo.InvariantCulture))));
        }

        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Neuron(1, 2), Pressed = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Neuron(2, 1), Pressed = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Neuron(1, 1), Pressed = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByLabel("x1", new PageGetByLabelOptions { Exact = true }).Last).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("2.5");
        await page.Keyboard.PressAsync("Enter");

        // σ(2.6) = 0.93086, f = 0.7·0.93086 − 0.6·0.52498 + 0.05 and ℓ = log(1 + e^−f).
        var f = (0.7 / (1 + Math.Exp(-2.6))) - (0.6 * 0.524979) + 0.05;
        await Assertions.Expect(state).ToContainTextAsync(Math.Log(1 + Math.Exp(-f)).ToString("0.000", CultureInfo.InvariantCulture));
        await Assertions.Expect(state).ToContainTextAsync("With 1 edit");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Neuron(1, 1) })).ToBeFocusedAsync();

        // The address holds neuron and edit; undone, the numbers are those of before.
        await page.ReloadAsync();
        await Assertions.Expect(state).ToContainTextAsync("With 1 edit");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Undo all edits" }).ClickAsync();
        await Assertions.Expect(state).ToContainTextAsync("Loss ℓ = 0.60402");
        Assert.Empty(studio.Faults);
    }

    [Fact]
    public async Task A_typed_row_is_predicted_with_its_curve_and_its_programs()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("predict?model=example");
        await page.GetByLabel("x1", new PageGetByLabelOptions { Exact = true }).FillAsync("0");
        await page.GetByLabel("x2", new PageGetByLabelOptions { Exact = true }).FillAsync("1");

        // h = σ(−0.3), σ(0.6); f = 0.7·0.42556 − 0.6·0.64566 + 0.05 = −0.0395.
        await Assertions.Expect(page.Locator(".answer")).ToContainTextAsync("0.5098");
        await Assertions.Expect(page.GetByLabel("C#", new PageGetByLabelOptions { Exact = true })).ToContainTextAsync("[\"x1\"] = 0,");
        await Assertions.Expect(page.Locator("figure")).ToContainTextAsync("Prediction over x1");
        await page.GetByLabel("x1", new PageGetByLabelOptions { Exact = true }).FillAsync("many");
        await Assertions.Expect(page.Locator(".fault").First).ToContainTextAsync("'x1' is 'many'; a number was expected.");
        Assert.Empty(studio.Faults);
    }

    private static Regex Neuron(int layer, int neuron) => new($"Layer {layer}, neuron {neuron}\\b");

    private static async Task<List<double>> NumbersAsync(IPage page, string pattern)
    {
        var names = await page.Locator("button.neuron").AllTextContentsAsync();
        return [.. names.Select(name => Regex.Match(Blank().Replace(name, " "), pattern)).Where(match => match.Success && match.Value.StartsWith("Layer 1", StringComparison.Ordinal)).Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
