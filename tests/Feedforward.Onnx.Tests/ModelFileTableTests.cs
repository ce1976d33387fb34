using System.Text;

using Feedforward.Activations;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;

namespace Feedforward.Onnx.Tests;

public sealed class ModelFileTableTests
{
    public static TheoryData<string, string> ActivationsAndTargets
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var activation in Activation.All.Where(activation => !activation.IsFlat))
            {
                foreach (var target in SampleModels.Targets)
                {
                    data.Add(activation.Name, target);
                }
            }

            return data;
        }
    }

    public static TheoryData<string> Targets => [.. SampleModels.Targets];

    [Theory]
    [MemberData(nameof(ActivationsAndTargets))]
    public void RuntimeAgreesOnRawColumns(string activation, string target) =>
        Agreement.AssertAgrees(SampleModels.Trained(SampleModels.Options(target) with { Activation = activation }));

    [Theory]
    [MemberData(nameof(Targets))]
    public void RuntimeAgreesWithNormalisationAndDropout(string target)
    {
        var options = SampleModels.Options(target);
        Agreement.AssertAgrees(SampleModels.Trained(options with { BatchNormalization = true, Dropout = 0.2f }));
        Agreement.AssertAgrees(SampleModels.Trained(options with { LayerNormalization = true, Activation = "gelu" }));
        Agreement.AssertAgrees(SampleModels.Trained(options with { Hidden = [] }));
    }

    [Theory]
    [InlineData("absolute-error")]
    [InlineData("huber")]
    [InlineData("gaussian-likelihood")]
    public void RuntimeAgreesOnTheOtherRegressions(string loss) =>
        Agreement.AssertAgrees(SampleModels.Trained(SampleModels.Options("price") with { Loss = loss }));

    /// <summary>One output for two classes, two of them, and several classes.</summary>
    [Theory]
    [InlineData("sick", null)]
    [InlineData("sick", "softmax-cross-entropy")]
    [InlineData("kind", null)]
    public void RuntimeAgreesOnCalibratedProbabilities(string target, string? loss)
    {
        var model = SampleModels.Trained(SampleModels.Options(target) with { Loss = loss, Calibrate = true, Validation = 0.3 });
        Assert.True(model.Calibration is { Temperature: not 1 }, $"{model.Calibration}");
        Agreement.AssertAgrees(model);
        Assert.Equal(SampleModels.File(model), SampleModels.File(ModelFile.Load(new MemoryStream(SampleModels.File(model)))));
    }

    [Fact]
    public void RuntimeTakesASingleRow()
    {
        var model = SampleModels.Trained(SampleModels.Options("kind"));
        var last = SampleModels.Table.Rows - 1;
        using var run = new OnnxRun(SampleModels.File(model));
        var label = SampleModels.Sample.Feed(run, last).Texts("label");
        Assert.Equal([model.Predict(SampleModels.Table.Select([last])).TextAt(0)], label);
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void ReadsBackEveryBit(string target)
    {
        var model = SampleModels.Trained(SampleModels.Options(target) with { BatchNormalization = true });
        var file = SampleModels.File(model);
        var read = ModelFile.Load(new MemoryStream(file));

        Assert.Equal(Bits(model.Network.Parameters), Bits(read.Network.Parameters));
        Assert.Equal(Bits(model.Network.State), Bits(read.Network.State));
        Assert.Equal(model.ToJson(), read.ToJson());
        Assert.Equal(file, SampleModels.File(read));

        var (ours, theirs) = (model.Predict(SampleModels.OtherPart), read.Predict(SampleModels.OtherPart));
        Assert.Equal(Bits(ours.Probabilities.Span), Bits(theirs.Probabilities.Span));
        Assert.Equal(Bits(ours.Values), Bits(theirs.Values));
    }

    [Fact]
    public void TheSameTrainingGivesTheSameFile()
    {
        var options = SampleModels.Options("kind");
        Assert.Equal(SampleModels.File(SampleModels.Trained(options)), SampleModels.File(SampleModels.Trained(options)));
        Assert.NotEqual(SampleModels.File(SampleModels.Trained(options)), SampleModels.File(SampleModels.Trained(options with { Seed = 6 })));
    }

    [Fact]
    public void SavesToAPathAndLoadsFromIt()
    {
        var directory = Directory.CreateTempSubdirectory("feedforward-");
        try
        {
            var path = Path.Combine(directory.FullName, "model.onnx");
            var model = SampleModels.Trained(SampleModels.Options("sick"));
            ModelFile.Save(model, path);
            Assert.Equal(SampleModels.File(model), File.ReadAllBytes(path));
            Assert.Equal(model.ToJson(), ModelFile.Load(path).ToJson());
            Assert.DoesNotContain(directory.Name, Encoding.UTF8.GetString(File.ReadAllBytes(path)), StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public void SaysWhichKindOfFileItIs()
    {
        var table = SampleModels.File(SampleModels.Trained(SampleModels.Options("sick")));
        Assert.Equal(
            "The file holds a table, not a network.",
            Assert.Throws<ModelFileException>(() => ModelFile.LoadNetwork(new MemoryStream(table))).Message);
    }

    [Fact]
    public void WeightsThatDoNotFitTheDescriptionAreRefused()
    {
        var model = ModelProto.Read(new WireReader(SampleModels.File(SampleModels.Trained(SampleModels.Options("sick")))));
        model.Graph!.Initializers.Single(tensor => tensor.Name == "network.1.bias").Raw = new byte[8];
        var fault = Assert.Throws<ModelFileException>(() => ModelFile.Load(new MemoryStream(OnnxRun.Bytes(model))));
        Assert.Contains("'network.1.bias'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADamagedFileIsRefusedOrReadAndNothingElse() =>
        Mutations.AssertHarmless(SampleModels.File(SampleModels.Trained(SampleModels.Options("kind") with { BatchNormalization = true })), 4_000, 2);

    private static int[] Bits(ReadOnlySpan<float> values) => [.. values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
