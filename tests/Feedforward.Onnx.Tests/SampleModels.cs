using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>Small models of <see cref="SampleTable"/>, trained for an epoch or two so that all weights have moved.</summary>
internal static class SampleModels
{
    public static SampleTable Sample { get; } = new(1200);

    public static Table Table { get; } = Sample.Table(
        TextColumn.From("sick", Sample.Target().Select(value => value > 6 ? "yes" : "no")),
        TextColumn.From("kind", Sample.Target().Select(value => value > 7 ? "große" : value > 5 ? "mittlere" : "1.5")),
        new NumberColumn("flag", [.. Sample.Target().Select(value => value > 6 ? 1f : 0f)]),
        new NumberColumn("price", [.. Sample.Target().Select(value => 5000 + (100 * value))]),
        new NumberColumn("count", [.. Sample.Target().Select(value => MathF.Max(0, MathF.Round(value)))]));

    public static IReadOnlyList<string> Targets { get; } = ["sick", "kind", "flag", "price", "count"];

    public static Table TrainingPart => Table.Select([.. Enumerable.Range(0, SampleTable.TrainingRows)]);

    public static Table OtherPart => Table.Select([.. Enumerable.Range(SampleTable.TrainingRows, Table.Rows - SampleTable.TrainingRows)]);

    public static TabularOptions Options(string target) => new()
    {
        Target = target,
        Drop = [.. Targets.Where(other => other != target)],
        Task = target switch
        {
            "sick" or "flag" => LearningTask.Binary,
            "kind" => LearningTask.Multiclass,
            _ => LearningTask.Regression,
        },
        Types = new Dictionary<string, ColumnKind> { ["grade"] = ColumnKind.Category, ["label"] = ColumnKind.Number },
        Hidden = [9, 7],
        Epochs = 2,
        Validation = 0.1,
        Test = 0,
        Threads = 1,
        Seed = 5,
        Loss = target == "count" ? "poisson" : null,
    };

    public static TabularModel Trained(TabularOptions options) => TabularTrainer.Fit(TrainingPart, options).Model;

    public static byte[] File(TabularModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream);
        return stream.ToArray();
    }
}
