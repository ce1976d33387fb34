using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class BrierScoreTests
{
    [Fact]
    public void Agrees_with_NumPy_on_two_classes()
    {
        Assert.Equal(0.2162800030198694, BrierScore.Of(MetricExamples.Binary, MetricExamples.BinaryLabels), 1e-12);
        Assert.Equal(0.20500000216488581, BrierScore.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, MetricExamples.BinaryWeights), 1e-12);
    }

    [Fact]
    public void Agrees_with_NumPy_on_three_classes()
    {
        Assert.Equal(0.5762500028312209, BrierScore.Of(MetricExamples.Three, MetricExamples.ThreeLabels), 1e-12);
        Assert.Equal(0.5421212109381504, BrierScore.Of(MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights), 1e-12);
    }

    [Fact]
    public void Is_the_same_whether_two_classes_come_in_one_column_or_two() =>
        Assert.Equal(
            BrierScore.Of(MetricExamples.Binary, MetricExamples.BinaryLabels),
            BrierScore.Of(MetricExamples.BinaryInTwoColumns(), MetricExamples.BinaryLabels),
            1e-7);

    [Fact]
    public void Certain_and_wrong_is_one_for_two_classes_and_two_for_three()
    {
        Assert.Equal(1, BrierScore.Of(Matrix.From(new[,] { { 1f, 0f } }), [1]));
        Assert.Equal(2, BrierScore.Of(Matrix.From(new[,] { { 1f, 0f, 0f } }), [1]));
    }
}
