using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>Files of earlier versions, as those left them.</summary>
public sealed class EarlierVersionTests
{
    /// <summary>Version 1: a number with missing cells, a category, three classes, batch normalisation.</summary>
    [Fact]
    public void Version1IsStillRead()
    {
        var file = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Files", "version-1.onnx"));
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

        // A plain model is written as it was, so that the version that wrote it reads it still.
        Assert.Equal(StoredModel.Read(file).Description, model.ToJson());
    }
}
