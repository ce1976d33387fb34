using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests;

/// <summary>Ensembles with embeddings, written, read and run, on rows with missing, unseen and extreme cells.</summary>
public sealed class ModelFileEnsembleTests
{
    public static TheoryData<string, int> TargetsAndMembers
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var target in SampleModels.Targets)
            {
                data.Add(target, 1);
                data.Add(target, 3);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(TargetsAndMembers))]
    public void RuntimeAgreesOnRawColumns(string target, int members)
    {
        Agreement.AssertAgrees(SampleEnsembles.Of(target, members));
        Agreement.AssertAgrees(SampleEnsembles.Of(target, members, NumberScaling.Quantile));
    }

    [Theory]
    [InlineData(1, true, true)]
    [InlineData(3, true, true)]
    [InlineData(3, true, false)]
    [InlineData(3, false, true)]
    public void RuntimeKeepsPredictionsInTheirRange(int members, bool below, bool above)
    {
        var free = SampleEnsembles.Of("price", members);
        var model = SampleEnsembles.Clamped(free, SampleModels.OtherPart, below, above);
        Agreement.AssertAgrees(model);
        var before = free.Predict(SampleModels.OtherPart).Values.ToArray();
        var after = model.Predict(SampleModels.OtherPart).Values.ToArray();
        Assert.Equal(below, before.Min() < after.Min());
        Assert.Equal(above, before.Max() > after.Max());
    }

    [Theory]
    [InlineData("price", "gaussian-likelihood")]
    [InlineData("price", "huber")]
    [InlineData("sick", "softmax-cross-entropy")]
    public void RuntimeAgreesOnTheMeanOfOtherLinks(string target, string loss) =>
        Agreement.AssertAgrees(SampleEnsembles.Of(target, 3, loss: loss));

    [Theory]
    [MemberData(nameof(TargetsAndMembers))]
    public void ReadsBackEveryBit(string target, int members)
    {
        var model = SampleEnsembles.Of(target, members);
        if (model.Task == LearningTask.Regression)
        {
            model = SampleEnsembles.Clamped(model, SampleModels.OtherPart);
        }

        var file = SampleModels.File(model);
        var read = ModelFile.Load(new MemoryStream(file));
        Assert.Equal(file, SampleModels.File(read));
        Assert.Equal(members, read.Members);
        Assert.Equal(model.TargetScale, read.TargetScale);
        Assert.Equal(model.Network.Blocks, read.Network.Blocks);
        Assert.Contains(read.Preprocessing.Encoders, encoder => encoder is CategoryCodeEncoder);
        var (ours, theirs) = (model.Predict(SampleModels.OtherPart), read.Predict(SampleModels.OtherPart));
        Assert.Equal(ours.Probabilities.Span.ToArray(), theirs.Probabilities.Span.ToArray());
        Assert.Equal(ours.Values.ToArray(), theirs.Values.ToArray());
    }

    [Fact]
    public void ADamagedFileIsRefusedOrReadAndNothingElse() =>
        Mutations.AssertHarmless(SampleModels.File(SampleEnsembles.Clamped(SampleEnsembles.Of("price", 3), SampleModels.OtherPart)), 4_000, 4);
}
