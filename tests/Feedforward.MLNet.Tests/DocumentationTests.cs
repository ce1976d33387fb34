using Microsoft.ML;

namespace Feedforward.MLNet.Tests;

/// <summary>The example of docs/mlnet.md stands here, letter by letter, and works.</summary>
public sealed class DocumentationTests
{
    private sealed record Customer(float Age, float Income, string Plan, string Segment);

    private static IEnumerable<Customer> Customers => Enumerable.Range(0, 400)
        .Select(i => (Age: 18 + (i * 7 % 60), Income: 1000f * (i * 13 % 80), Plan: i % 3 == 0 ? "plus" : "basic"))
        .Select(row => new Customer(row.Age, row.Income, row.Plan, row.Age > 50 ? "senior" : row.Plan == "plus" || row.Income > 50_000 ? "premium" : "standard"));

    [Fact]
    public void The_example_learns_saves_and_loads()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (accuracy, before, after) = Example(Customers, Path.Combine(folder.FullName, "segments.zip"));
            Assert.InRange(accuracy, 0.85, 1);
            Assert.Equal(["premium", "senior", "standard"], before.Distinct().Order());
            Assert.Equal(before, after);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_page_shows_it()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Feedforward.slnx")))
        {
            root = root.Parent!;
        }

        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "mlnet.md"));
        var shown = page.Split("```csharp\n")[1].Split("```")[0];
        var source = File.ReadAllText(Path.Combine(root.FullName, "tests", "Feedforward.MLNet.Tests", "DocumentationTests.cs"));
        var lines = source.Split("        // The example begins.\n")[1].Split("        // The example ends.\n")[0].Split('\n');
        var example = string.Join('\n', lines.Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line));
        Assert.Equal("using Feedforward.MLNet;\nusing Microsoft.ML;\n\n" + example, shown);
    }

    private static (double Accuracy, string[] Before, string[] After) Example(IEnumerable<Customer> customers, string path)
    {
        // The example begins.
        var context = new MLContext(seed: 1);
        IDataView data = context.Data.LoadFromEnumerable(customers); // Age, Income, Plan, Segment
        var split = context.Data.TrainTestSplit(data, testFraction: 0.2);

        var pipeline = context.Transforms.Conversion.MapValueToKey("Label", "Segment")
            .Append(context.Transforms.Categorical.OneHotEncoding("Plan"))
            .Append(context.Transforms.Concatenate("Features", "Age", "Income", "Plan"))
            .Append(context.MulticlassClassification.Trainers.FeedForward(preset: "fast"))
            .Append(context.Transforms.Conversion.MapKeyToValue("PredictedSegment", "PredictedLabel"));

        ITransformer model = pipeline.Fit(split.TrainSet);
        var metrics = context.MulticlassClassification.Evaluate(model.Transform(split.TestSet));

        context.Model.Save(model, data.Schema, path);
        ITransformer loaded = context.Model.Load(path, out _);
        // The example ends.
        string[] Segments(ITransformer by) => Flower.Column<string>(by.Transform(data), "PredictedSegment");
        return (metrics.MicroAccuracy, Segments(model), Segments(loaded));
    }
}
