using System.Net;
using System.Text;

namespace Feedforward.Studio.Tests;

public sealed class DataRoutesTests
{
    private const string People = "age,city,sum\n31,\"Ulm, old\",1\n40,Bonn,2\n-,\"said \"\"no\"\"\",3\n22,\"two\nlines\",4\n";

    [Fact]
    public async Task A_dropped_file_is_there_with_its_settings_when_the_studio_starts_again()
    {
        var folder = Directory.CreateTempSubdirectory("studio-").FullName;
        try
        {
            await using (var before = await TestStudio.StartAsync(folder))
            {
                Assert.Equal("people", await Dropped(before, "people.csv", People));
                await before.PostAsync("/api/data/change", """{"name":"people","target":"city","missingOf":{"age":["-"]},"types":{"sum":"category"}}""");
            }

            await using var studio = await TestStudio.StartAsync(folder);
            var table = studio.Server.Tables.Find("people");
            Assert.Equal("people.csv", table.Title);
            Assert.Equal("city", table.Target);
            Assert.Equal(1, table.Table["age"].MissingCount);
            Assert.Equal(["Ulm, old", "Bonn", "said \"no\"", "two\nlines"], Enumerable.Range(0, 4).Select(row => table.Table["city"].TextAt(row)));
            Assert.Equal(Tabular.ColumnKind.Category, table.Choices().Types["sum"]);
            Assert.True(File.Exists(table.Path));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n1,2,3\n", "Line 3 has 3 cells; the header names 2 columns")]
    [InlineData("a,b\n1,\"2\n3,4\n", "ne 2")]
    [InlineData("a,a\n1,2\n", "both named 'a'")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("", "empty")]
    public async Task What_is_wrong_with_a_file_is_named_and_nothing_is_kept(string text, string message)
    {
        await using var studio = await TestStudio.StartAsync();
        var problem = await studio.DropAsync("bad.csv", Encoding.UTF8.GetBytes(text), HttpStatusCode.BadRequest);
        Assert.Contains(message, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("bad.csv", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(studio.Folder, "data")));
    }

    [Fact]
    public async Task A_decimal_comma_is_noticed_and_can_be_read_as_one()
    {
        await using var studio = await TestStudio.StartAsync();
        var name = await Dropped(studio, "price.csv", "x;y\n1,5;a\n2,5;b\n0,5;a\n");
        var before = await studio.GetAsync($"/api/data/table?name={name}&target=y");
        Assert.Contains(before.GetProperty("notices").EnumerateArray(), notice => notice.GetString()!.Contains("decimal comma", StringComparison.Ordinal));
        await studio.PostAsync("/api/data/change", $$"""{"name":"{{name}}","decimalComma":true}""");
        var after = await studio.GetAsync($"/api/data/table?name={name}&target=y");
        Assert.Equal("number", after.GetProperty("columns")[0].GetProperty("kind").GetString());
        Assert.Equal(1.5, after.GetProperty("columns")[0].GetProperty("range")[2].GetDouble());
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_name()
    {
        await using var studio = await TestStudio.StartAsync();
        var name = await Dropped(studio, "mark.csv", "\uFEFFage,y\n1,2\n3,4\n");
        Assert.Equal("age", (await studio.GetAsync($"/api/data/table?name={name}")).GetProperty("columns")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_change_that_cannot_be_read_changes_nothing()
    {
        await using var studio = await TestStudio.StartAsync();
        await Dropped(studio, "people.csv", People);
        var problem = await studio.PostAsync("/api/data/change", """{"name":"people","types":{"age":"number"}}""", HttpStatusCode.BadRequest);
        Assert.Contains("Line 4, column 'age': '-' is not a number", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(studio.Server.Tables.Find("people").Reading.Types);
    }

    [Fact]
    public async Task The_same_file_twice_is_one_table_and_another_of_that_name_is_a_second()
    {
        await using var studio = await TestStudio.StartAsync();
        Assert.Equal("people", await Dropped(studio, "people.csv", People));
        Assert.Equal("people", await Dropped(studio, "people.csv", People));
        Assert.Equal("people-2", await Dropped(studio, "people.csv", People + "1,2,3\n"));
        await studio.PostAsync("/api/data/remove", """{"name":"people"}""");
        Assert.Throws<NotThereException>(() => studio.Server.Tables.Find("people"));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(studio.Folder, "data")).Length);
    }

    [Fact]
    public async Task The_split_is_that_of_the_training_and_stratified()
    {
        await using var studio = await TestStudio.StartAsync();
        var split = (await studio.GetAsync("/api/data/table?name=moons")).GetProperty("split");

        // A fifth of 1000 rows tests, a fifth of the other 800 validates; both classes are equally frequent.
        Assert.Equal([640, 160, 200], split.EnumerateArray().Select(part => part.GetProperty("rows").GetInt32()));
        Assert.All(split.EnumerateArray(), part => Assert.Equal(part.GetProperty("classes")[0].GetInt32(), part.GetProperty("classes")[1].GetInt32()));
        var table = studio.Server.Tables.Find("moons");
        var trained = Tabular.TabularTraining.Prepare(table.Table, table.Choices() with { Hidden = [2] }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal([640, 160, 200], [trained.Split.Train.Count, trained.Split.Validation.Count, trained.Split.Test.Count]);
    }

    [Fact]
    public async Task Drawn_points_are_a_table_of_classes()
    {
        await using var studio = await TestStudio.StartAsync();
        var answer = await studio.PostAsync("/api/data/points", """{"x":[0.5,-1,2],"y":[1,2,3],"labels":["1","2","1"]}""");
        var table = studio.Server.Tables.Find(answer.GetProperty("name").GetString()!);
        Assert.Equal("class", table.Target);
        Assert.Equal(["x1", "x2", "class"], table.Table.Columns.Select(column => column.Name));
        var groups = (await studio.GetAsync($"/api/data/points?name={table.Name}&x=x1&y=x2")).GetProperty("groups");
        Assert.Equal(["1", "2"], groups.EnumerateArray().Select(group => group.GetProperty("name").GetString()));
        Assert.Equal([0.5, 2], groups[0].GetProperty("x").EnumerateArray().Select(x => x.GetDouble()));
    }

    [Fact]
    public async Task A_typed_function_is_a_table_of_its_values()
    {
        await using var studio = await TestStudio.StartAsync();
        var name = (await studio.PostAsync("/api/data/formula", """{"formula":"2*x1 - x2","low":-3,"high":3,"rows":60,"noise":0}""")).GetProperty("name").GetString()!;
        var table = studio.Server.Tables.Find(name);
        var (x1, x2, y) = (Numbers(table, "x1"), Numbers(table, "x2"), Numbers(table, "y"));
        Assert.Equal(60, y.Length);
        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal((2 * x1[i]) - x2[i], y[i], 1e-5f));
        var problem = await studio.PostAsync("/api/data/formula", """{"formula":"2*(x+1"}""", HttpStatusCode.BadRequest);
        Assert.Contains("position 3", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        problem = await studio.PostAsync("/api/data/formula", """{"formula":"log(x)"}""", HttpStatusCode.BadRequest);
        Assert.Contains("has no value at x = -", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_built_in_set_of_other_rows_is_that_of_the_command_line()
    {
        await using var studio = await TestStudio.StartAsync();
        var name = (await studio.PostAsync("/api/data/built-in", """{"set":"moons","rows":300,"seed":7}""")).GetProperty("name").GetString()!;
        var table = studio.Server.Tables.Find(name);
        Assert.Equal("moons --rows 300 --data-seed 7", table.Words);
        Assert.Equal(Tabular.BuiltIn.BuiltInData.Named("moons").Generate(7, 300).Inputs[299, 1], Numbers(table, "x2")[299]);

        // Without noise all points of the upper moon are at distance 1 from its centre.
        name = (await studio.PostAsync("/api/data/built-in", """{"set":"moons","rows":100,"noise":0}""")).GetProperty("name").GetString()!;
        table = studio.Server.Tables.Find(name);
        var (x, y) = (Numbers(table, "x1"), Numbers(table, "x2"));
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(1, Math.Sqrt((x[(2 * i) + 1] * x[(2 * i) + 1]) + (y[(2 * i) + 1] * y[(2 * i) + 1])), 1e-5));
    }

    [Fact]
    public async Task The_studio_begins_with_a_file_or_says_that_there_is_none()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("studio-").FullName, "Own data.csv");
        await File.WriteAllTextAsync(file, People, TestContext.Current.CancellationToken);
        await using var studio = await TestStudio.StartAsync(data: file);
        Assert.Equal("own-data", (await studio.GetAsync("/api/data")).GetProperty("first").GetString());
        Assert.Equal(file, studio.Server.Tables.Find("own-data").Path);
        await studio.PostAsync("/api/data/remove", """{"name":"own-data"}""");
        Assert.True(File.Exists(file));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        var fault = await Assert.ThrowsAsync<DataException>(() => TestStudio.StartAsync(studio.Folder, "nowhere.csv"));
        Assert.Contains("no file 'nowhere.csv'", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("nothing")]
    public async Task A_name_that_is_none_is_told(string name)
    {
        await using var studio = await TestStudio.StartAsync();
        using var response = await studio.Client.GetAsync($"/api/data/table?name={Uri.EscapeDataString(name)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<string> Dropped(TestStudio studio, string title, string text) =>
        (await studio.DropAsync(title, Encoding.UTF8.GetBytes(text))).GetProperty("name").GetString()!;

    private static float[] Numbers(StudioTable table, string column) => ((Tabular.NumberColumn)table.Table[column]).Values.ToArray();
}
