using System.Globalization;
using System.Text;

using Feedforward.Activations;
using Feedforward.Onnx.Format;
using Feedforward.Onnx.Wire;
using Feedforward.Tabular;

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
        AssertAgrees(SampleModels.Trained(SampleModels.Options(target) with { Activation = activation }));

    [Theory]
    [MemberData(nameof(Targets))]
    public void RuntimeAgreesWithNormalisationAndDropout(string target)
    {
        var options = SampleModels.Options(target);
        AssertAgrees(SampleModels.Trained(options with { BatchNormalization = true, Dropout = 0.2f }));
        AssertAgrees(SampleModels.Trained(options with { LayerNormalization = true, Activation = "gelu" }));
        AssertAgrees(SampleModels.Trained(options with { Hidden = [] }));
    }

    [Theory]
    [InlineData("absolute-error")]
    [InlineData("huber")]
    [InlineData("gaussian-likelihood")]
    public void RuntimeAgreesOnTheOtherRegressions(string loss) =>
        AssertAgrees(SampleModels.Trained(SampleModels.Options("price") with { Loss = loss }));

    /// <summary>One output for two classes, two of them, and several classes.</summary>
    [Theory]
    [InlineData("sick", null)]
    [InlineData("sick", "softmax-cross-entropy")]
    [InlineData("kind", null)]
    public void RuntimeAgreesOnCalibratedProbabilities(string target, string? loss)
    {
        var model = SampleModels.Trained(SampleModels.Options(target) with { Loss = loss, Calibrate = true, Validation = 0.3 });
        Assert.True(model.Calibration is { Temperature: not 1 }, $"{model.Calibration}");
        AssertAgrees(model);
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
    public void ADamagedFileIsRefusedOrReadAndNothingElse()
    {
        var file = SampleModels.File(SampleModels.Trained(SampleModels.Options("kind") with { BatchNormalization = true }));
        var (read, refused) = (0, 0);
        foreach (var mutant in Mutations.Of(file, 4_000, 2).Concat(Descriptions(file, 4_000)))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                ModelFile.Load(new MemoryStream(mutant));
                read++;
            }
            catch (ModelFileException)
            {
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4L * mutant.Length) + (64 << 20));
        }

        Assert.True(refused > 1000 && read > 200, $"{read} read, {refused} refused");
    }

    /// <summary>Files whose JSON alone is damaged, so that the damage gets past the protobuf reader.</summary>
    private static IEnumerable<byte[]> Descriptions(byte[] file, int count)
    {
        var model = ModelProto.Read(new WireReader(file));
        foreach (var description in Mutations.Of(model.Metadata[2].Utf8.ToArray(), count, 3))
        {
            model.Metadata[2] = model.Metadata[2] with { Utf8 = description };
            yield return OnnxRun.Bytes(model);
        }
    }

    private static void AssertAgrees(TabularModel model)
    {
        var ours = model.Predict(SampleModels.OtherPart);
        using var run = new OnnxRun(SampleModels.File(model));
        SampleModels.Sample.Feed(run, SampleTable.TrainingRows);
        if (model.Task == LearningTask.Regression)
        {
            AssertClose(ours.Values, run.Floats("prediction"), 1e-5f);
            if (ours.Deviations.Length > 0)
            {
                AssertClose(ours.Deviations, run.Floats("deviation"), 1e-5f);
            }

            return;
        }

        var probabilities = run.Floats("probabilities");
        for (var i = 0; i < probabilities.Length; i++)
        {
            Assert.Equal(ours.Probabilities.Span[i], probabilities[i], 1e-5f);
        }

        Assert.Equal(probabilities.Length, ours.Probabilities.Span.Length);
        Assert.Equal(Enumerable.Range(0, ours.Count).Select(ours.TextAt), run.Texts("label"));
    }

    private static void AssertClose(ReadOnlySpan<float> ours, float[] theirs, float tolerance)
    {
        Assert.Equal(ours.Length, theirs.Length);
        for (var i = 0; i < theirs.Length; i++)
        {
            Assert.True(
                ours[i].Equals(theirs[i]) || MathF.Abs(ours[i] - theirs[i]) <= tolerance * MathF.Max(1, MathF.Abs(ours[i])),
                string.Create(CultureInfo.InvariantCulture, $"row {i}: {ours[i]:R} here, {theirs[i]:R} there"));
        }
    }

    private static int[] Bits(ReadOnlySpan<float> values) => [.. values.ToArray().Select(BitConverter.SingleToInt32Bits)];
}
