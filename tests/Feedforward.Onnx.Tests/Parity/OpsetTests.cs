using System.Text.Json;
using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Graphs;
using Feedforward.Onnx.Wire;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Parity;

/// <summary>Graphs for older and newer sets of operators, and graphs without the preprocessing.</summary>
public sealed class OpsetTests
{
    public static TheoryData<int> Opsets => [.. Enumerable.Range(ModelExport.LowestOpset, ModelExport.HighestOpset - ModelExport.LowestOpset + 1)];

    [Theory]
    [MemberData(nameof(Opsets))]
    public void EveryOpsetGivesTheSamePredictions(int opset)
    {
        foreach (var preset in Presets.Names)
        {
            var model = ParityModels.Of(preset, "kind");
            var file = File(model, opset);
            var read = ModelProto.Read(new WireReader(file));
            Assert.Equal(opset, read.OperatorSets.Single(set => set.Domain.Length == 0).Version);
            using var run = new OnnxRun(file);
            ParityTable.Feed(run);
            AssertClose(model.Predict(ParityTable.OtherPart).Probabilities.Span, run.Floats("probabilities"));
            Assert.Equal(model.ToJson(), ModelFile.Load(new MemoryStream(file)).ToJson());
        }
    }

    [Fact]
    public void TheUsualOpsetIsThatOfTheModelFile()
    {
        var model = ParityModels.Of("auto", "sick");
        Assert.Equal(SampleModels.File(model), File(model, ModelExport.UsualOpset));
    }

    [Theory]
    [InlineData(ModelExport.LowestOpset - 1)]
    [InlineData(ModelExport.HighestOpset + 1)]
    public void AnotherOpsetIsRefused(int opset) => Assert.Contains(
        "13 to ",
        Assert.Throws<ArgumentOutOfRangeException>(() => File(ParityModels.Of("auto", "sick"), opset)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void AnOperatorThatAnOpsetHasNotIsNamed()
    {
        var network = Network.Create(3, 1, new Dense(4, Activation.Relu), new LayerNormalization(), new Dense(1));
        Assert.NotEmpty(NetworkGraph.Of(network, Loss.SquaredError, 17).Nodes);
        var message = Assert.Throws<ModelFileException>(() => NetworkGraph.Of(network, Loss.SquaredError, 16)).Message;
        Assert.Contains("LayerNormalization, which begins with opset 17", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PresetParityTests.All), MemberType = typeof(PresetParityTests))]
    public void WithoutPreprocessingTheGraphTakesFeatures(string preset, string target)
    {
        var model = ParityModels.Of(preset, target);
        using var stream = new MemoryStream();
        ModelExport.ToOnnx(model, stream, withPreprocessing: false);
        using var run = new OnnxRun(stream.ToArray());
        Assert.Equal(["features"], run.InputNames);
        var features = model.Encode(ParityTable.OtherPart);
        run.With("features", features.Span.ToArray(), features.Columns);
        using var whole = new OnnxRun(SampleModels.File(model));
        ParityTable.Feed(whole);

        // The features are the same to the last bit, so the predictions are.
        var output = model.Task == LearningTask.Regression ? "prediction" : "probabilities";
        Assert.Equal(whole.Floats(output), run.Floats(output));
        var names = ModelProto.Read(new WireReader(stream.ToArray())).Metadata.Single(entry => entry.Key == "feedforward.features");
        Assert.Equal(model.Preprocessing.FeatureNames, JsonSerializer.Deserialize<string[]>(names.Utf8.Span));
        Assert.Equal(model.ToJson(), ModelFile.Load(new MemoryStream(stream.ToArray())).ToJson());
    }

    private static byte[] File(TabularModel model, int opset)
    {
        using var stream = new MemoryStream();
        ModelExport.ToOnnx(model, stream, opset);
        return stream.ToArray();
    }

    private static void AssertClose(ReadOnlySpan<float> ours, float[] theirs)
    {
        Assert.Equal(ours.Length, theirs.Length);
        for (var i = 0; i < theirs.Length; i++)
        {
            Assert.Equal(ours[i], theirs[i], 1e-5f);
        }
    }
}
