using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>Files of earlier formats, as the versions that wrote them left them.</summary>
public sealed class FormatTests
{
    /// <summary>Format 1: a number with missing cells, a category, three classes, batch normalisation.</summary>
    [Fact]
    public void Format1IsStillRead()
    {
        var file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Files", "format-1.onnx"));
        var model = ModelFile.Load(new MemoryStream(file));
        Assert.Equal(1, model.Members);
        Assert.Equal(TargetScale.None, model.TargetScale);
        Assert.Equal(["large", "middle", "small"], model.Classes);

        float[] age = [20, 45, 69, float.NaN, 33, 1e6f];
        string?[] city = ["Rome", "Oslo", null, "Łódź", "never seen", "Oslo"];
        var ours = model.Predict(Table.Of([new NumberColumn("age", age), TextColumn.From("city", city)]));
        using var run = new OnnxRun(file);
        run.With("age", age).With("city", [.. city.Select(name => name ?? "")]);
        var theirs = run.Floats("probabilities");
        Assert.Equal(theirs.Length, ours.Probabilities.Span.Length);
        Assert.All(ours.Probabilities.Span.ToArray().Zip(theirs), pair => Assert.Equal(pair.Second, pair.First, 1e-5f));
        Assert.Equal(run.Texts("label"), Enumerable.Range(0, ours.Count).Select(ours.TextAt));

        var rewritten = SampleModels.File(model);
        Assert.NotEqual(file, rewritten);
        Assert.Equal(rewritten, SampleModels.File(ModelFile.Load(new MemoryStream(rewritten))));
    }
}
