using System.Globalization;
using Feedforward.Tabular;

namespace Feedforward.Studio.Tests;

/// <summary>Small models, trained once, and the catalogue's way to hand them in.</summary>
internal static class TestModels
{
    private static readonly Lazy<(TabularModel Model, Table Table)> s_people = new(() => Trained(People(), "tall", LearningTask.Binary));
    private static readonly Lazy<(TabularModel Model, Table Table)> s_prices = new(() => Trained(Prices(), "price", LearningTask.Regression));

    /// <summary>A number, a category with a quote in its name, a truth value, a date; two classes; prediction sets.</summary>
    public static OpenedModel Classes => new("people.onnx", s_people.Value.Model, s_people.Value.Table) { File = "people.onnx" };

    /// <summary>A number with missing cells and a category; a number is predicted, with intervals.</summary>
    public static OpenedModel Numbers => new("prices.onnx", s_prices.Value.Model, s_prices.Value.Table) { File = "new models/it's.onnx" };

    /// <summary>A studio with both.</summary>
    public static async Task<TestStudio> StartAsync()
    {
        var studio = await TestStudio.StartAsync();
        studio.Server.Models.Add(name => name switch { "people" => Classes, "prices" => Numbers, _ => null }, () => ["people", "prices"]);
        return studio;
    }

    private static (TabularModel, Table) Trained(Table table, string target, LearningTask task)
    {
        var options = new TabularOptions { Target = target, Task = task, Epochs = 30, Preset = "plain", Hidden = [5, 3], IntervalLevel = 0.9 };
        return (TabularTrainer.Fit(table, options).Model, table);
    }

    private static Table People() => Table.From(Enumerable.Range(0, 300))
        .Number("height", i => 150 + (i * 7 % 50))
        .Text("city", i => (i % 3) switch { 0 => "Ulm", 1 => "Bonn", _ => "L'Aquila" })
        .Boolean("member", i => i % 5 == 0)
        .Date("born", i => new DateTime(1960 + (i % 40), 1 + (i % 12), 1 + (i % 28)))
        .Text("tall", i => 150 + (i * 7 % 50) > 175 && i % 3 != 0 ? "yes" : "no")
        .ToTable();

    private static Table Prices() => Table.From(Enumerable.Range(0, 300))
        .Number("size", i => i % 10 == 3 ? null : i % 17)
        .Text("colour", i => i % 2 == 0 ? "red" : "blue")
        .Number("price", i => (i % 17) + (i % 2))
        .ToTable();

    /// <summary>A network of random weights behind two numbers that are taken as they are.</summary>
    public static OpenedModel Random(ulong seed, params Layers.Layer[] layers) =>
        new(string.Create(CultureInfo.InvariantCulture, $"random {seed}"), ExampleModel.Around(Network.Create(2, seed, layers), Losses.Loss.BinaryCrossEntropy));
}
