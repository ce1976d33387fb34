using System.Text;
using Microsoft.Playwright;

namespace Feedforward.Browser.Tests;

public sealed class DataScreenTests(Browser browser)
{
    [Theory]
    [InlineData("a,b\n1,2\n1,2,3\n", "Line 3 has 3 cells; the header names 2 columns")]
    [InlineData("a,b\n1,\"2\n3,4\n", "2")]
    [InlineData("a,a\n1,2\n", "both named 'a'")]
    [InlineData("", "the file is empty")]
    public async Task What_is_wrong_with_a_file_is_named(string text, string message)
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("data");
        await DropAsync(page, "wrong.csv", text);
        var fault = page.Locator(".drop .fault");
        await Assertions.Expect(fault).ToContainTextAsync("wrong.csv");
        await Assertions.Expect(fault).ToContainTextAsync(message);
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Read it again" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_with_quotes_newlines_and_a_mark_at_its_begin_is_shown_as_it_is()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("data");
        await DropAsync(page, "people.csv", "\uFEFFage,city,sum\n31,\"Ulm, old\",1\n40,\"<b>Bonn</b>\",2\n17,\"two\nlines\",3\n");
        await Assertions.Expect(page.Locator(".state")).ToContainTextAsync("people.csv: 3 rows, 3 columns");
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Ulm, old", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "<b>Bonn</b>", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "age", Exact = true })).ToBeVisibleAsync();

        // The next row begins two lines later.
        Assert.Equal(["2", "3", "4"], await page.GetByRole(AriaRole.Region, new() { Name = "First rows" }).Locator("tbody th").AllTextContentsAsync());
    }

    [Fact]
    public async Task A_decimal_comma_is_named_and_one_tick_reads_it()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("data");
        await DropAsync(page, "price.csv", "x;y\n1,5;a\n2,5;b\n0,5;a\n");
        await Assertions.Expect(page.Locator(".notes")).ToContainTextAsync("decimal comma");
        await page.GetByText("How the file is read").ClickAsync();
        await page.Locator(".box").GetByLabel("Decimal comma (1,5)").CheckAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "x number, found" })).ToContainTextAsync("0.5 to 2.5, mean 1.5");
    }

    [Fact]
    public async Task Types_and_missing_values_are_edited_and_a_fault_leaves_them()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("data");
        await DropAsync(page, "people.csv", "age,sum\n31,1\n-,2\n40,3\n22,4\n");
        await page.GetByLabel("Type of age").SelectOptionAsync("number");
        await Assertions.Expect(page.Locator("main > div > .fault")).ToContainTextAsync("Line 3, column 'age': '-' is not a number");
        await page.GetByLabel("Written for no value in age").FillAsync("-");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "age number, found" })).ToContainTextAsync("22 to 40, mean 31");
        Assert.Equal(1, studio.Server.Tables.Find("people").Table["age"].MissingCount);
    }

    [Fact]
    public async Task Points_are_drawn_by_keyboard_alone_on_the_way_to_training()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("data");
        await page.GetByText("Draw points").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Application, new() { Name = "Plane to draw points on" }).FocusAsync();
        foreach (var key in (string[])["ArrowLeft", "Enter", "2", "Shift+ArrowRight", "ArrowUp", "Enter", "Enter", "Backspace"])
        {
            await page.Keyboard.PressAsync(key);
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Use these points" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".state")).ToContainTextAsync("drawing: 2 rows, 3 columns");
        var table = studio.Server.Tables.Find("drawing").Table;
        Assert.Equal(["-0.05", "0.2"], [table["x1"].TextAt(0), table["x1"].TextAt(1)]);
        Assert.Equal(["1", "2"], [table["class"].TextAt(0), table["class"].TextAt(1)]);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Train on this" })).ToHaveAttributeAsync("href", "#/train?data=drawing&target=class");
    }

    [Fact]
    public async Task A_function_is_typed_and_what_is_wrong_with_it_has_its_position()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("data");
        await page.GetByText("Type a function").ClickAsync();
        await page.GetByLabel("y =").FillAsync("x1*x2 +");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".ways .fault", new() { HasTextString = "position 8" })).ToBeVisibleAsync();
        await page.GetByLabel("y =").FillAsync("x1*x2");
        await page.GetByLabel("Rows of the function").FillAsync("120");
        await page.GetByRole(AriaRole.Button, new() { Name = "Compute it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".state")).ToContainTextAsync("function: 120 rows, 3 columns");

        // 24 test, 19 of the other 96 validate.
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "test 24" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "validation 19" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_file_may_be_dropped_and_a_too_large_one_is_not_sent()
    {
        await using var studio = await browser.StudioAsync();
        var page = await studio.OpenAsync("data");
        await page.GetByText("Open a file").ClickAsync();
        const string Drop =
            """
            ([name, text, size]) => {
              const file = new File([text], name), transfer = new DataTransfer();
              transfer.items.add(file);
              const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer });
              if (size > 0) {
                Object.defineProperty(event, "dataTransfer", { value: { files: [{ name, size }] } });
              }
              document.querySelector(".drop").dispatchEvent(event);
            }
            """;
        await page.EvaluateAsync(Drop, new object[] { "large.csv", "", 200_000_001 });
        await Assertions.Expect(page.Locator(".drop .fault")).ToContainTextAsync("large.csv is larger than 200 MB");
        await page.EvaluateAsync(Drop, new object[] { "small.csv", "x,y\n1,2\n3,4\n", 0 });
        await Assertions.Expect(page.Locator(".state")).ToContainTextAsync("small.csv: 2 rows, 2 columns");
        await Assertions.Expect(page.Locator(".drop .fault")).ToBeEmptyAsync();
    }

    private static async Task DropAsync(IPage page, string name, string text)
    {
        await page.GetByText("Open a file").ClickAsync();
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
    }
}
