using System.Net;
using Feedforward.Onnx;

namespace Feedforward.Studio.Tests;

public sealed class ModelCatalogTests
{
    [Fact]
    public void The_worked_example_is_there_without_a_file()
    {
        var catalog = new ModelCatalog(new StudioOptions());
        Assert.Equal([ModelCatalog.Example], catalog.Names);
        Assert.Same(ExampleModel.Opened, catalog.Find(null));
    }

    [Fact]
    public void Further_sources_are_asked_by_name()
    {
        var catalog = new ModelCatalog(new StudioOptions());
        catalog.Add(name => name == "run-3" ? TestModels.Numbers : null, () => ["run-3"]);
        Assert.Equal("prices.onnx", catalog.Find("run-3").Title);
        Assert.Equal([ModelCatalog.Example, "run-3"], catalog.Names);
        Assert.Contains("example, run-3", Assert.Throws<NotThereException>(() => catalog.Find("run-4")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_model_of_the_command_comes_first_with_the_rows_of_its_table()
    {
        var folder = Directory.CreateTempSubdirectory("feedforward");
        try
        {
            var path = Path.Combine(folder.FullName, "people.onnx");
            ModelFile.Save(TestModels.Classes.Model, path);
            var data = Path.Combine(folder.FullName, "people.csv");
            await File.WriteAllTextAsync(data, "height,city,member,born,tall\n160,Ulm,true,1990-02-03,no\n190,Bonn,false,,yes\n", TestContext.Current.CancellationToken);
            await using var studio = await TestStudio.StartAsync(new StudioOptions { Model = path, Data = data });

            var models = await studio.GetAsync("/api/models");
            Assert.Equal(["people", "example"], models.GetProperty("models").EnumerateArray().Select(model => model.GetString()));
            var model = await studio.GetAsync("/api/model");
            Assert.Equal(2, model.GetProperty("rows").GetInt32());
            Assert.Equal([160, 190], model.GetProperty("ranges").GetProperty("height").EnumerateArray().Select(end => end.GetInt32()));
            Assert.Equal("""{"height":190,"city":"Bonn","member":false,"born":null,"tall":"yes"}""", (await studio.GetAsync("/api/model/row?row=2")).GetProperty("record").GetRawText());

            await File.WriteAllTextAsync(data, "height,city\n160,Ulm\n", TestContext.Current.CancellationToken);
            Assert.Equal("member", Assert.Throws<DataException>(() => new ModelCatalog(new StudioOptions { Model = path, Data = data })).Column);
            await File.WriteAllTextAsync(path, "no model", TestContext.Current.CancellationToken);
            Assert.Contains("not an ONNX file", Assert.Throws<ModelFileException>(() => new ModelCatalog(new StudioOptions { Model = path })).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_name_that_is_none_is_not_found()
    {
        await using var studio = await TestStudio.StartAsync();
        using var response = await studio.Client.GetAsync("/api/model?model=nobody", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
