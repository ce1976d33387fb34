using System.Globalization;
using System.Text;
using Feedforward.Onnx;
using Feedforward.Tabular;

namespace Feedforward.Server.Tests;

/// <summary>Small models of a table with a number, a category, a truth value and a date, as files.</summary>
internal static class SampleModel
{
    public const string Record = """{"age":38,"city":"Oslo","member":true,"joined":"2026-03-04"}""";

    private static readonly string s_folder = Directory.CreateTempSubdirectory("feedforward-").FullName;

    private static readonly Table s_table = Read();

    /// <summary>Predicts one of three classes.</summary>
    public static TabularModel Classifier { get; } = Train("class", "amount", hidden: 8);

    /// <summary>The same from other initial parameters and with another width.</summary>
    public static TabularModel OtherClassifier { get; } = Train("class", "amount", hidden: 5);

    /// <summary>Predicts a number, with intervals.</summary>
    public static TabularModel Regressor { get; } = Train("amount", "class", hidden: 8);

    /// <summary>Writes a model into a new file.</summary>
    public static string File(TabularModel model)
    {
        var path = Path.Combine(s_folder, $"{Guid.NewGuid():N}.onnx");
        ModelFile.Save(model, path);
        return path;
    }

    private static TabularModel Train(string target, string drop, int hidden) => TabularTrainer.Fit(s_table, new TabularOptions
    {
        Target = target,
        Drop = [drop],
        Hidden = [hidden],
        Epochs = 20,
        LearningRate = 0.01,
        Seed = 1,
        Threads = 1,
        Types = new Dictionary<string, ColumnKind> { ["age"] = ColumnKind.Number },
    }).Model;

    private static Table Read()
    {
        var text = new StringBuilder("age,city,member,joined,class,amount\n");
        for (var i = 0; i < 200; i++)
        {
            var age = 20 + (i * 7 % 50);
            var city = (i % 4) switch { 0 => "Rome", 1 => "Oslo", 2 => "Łódź", _ => "" };
            var amount = age + (city == "Oslo" ? 20 : 0) + (i % 3 == 0 ? 5 : 0);
            text.Append(CultureInfo.InvariantCulture, $"{(i % 11 == 0 ? "" : age)},{city},{(i % 3 == 0 ? "true" : "false")},2026-{1 + (i % 12):00}-{1 + (i % 28):00},{(amount > 60 ? "high" : amount > 45 ? "middle" : "low")},{amount}.5\n");
        }

        using var rows = TableFile.OpenCsv(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
        return Table.Read(rows);
    }
}
