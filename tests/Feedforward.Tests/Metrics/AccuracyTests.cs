using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class AccuracyTests
{
    [Fact]
    public void Agrees_with_scikit_learn_on_two_classes()
    {
        Assert.Equal(0.5, Accuracy.Of(MetricExamples.Binary, MetricExamples.BinaryLabels), 1e-12);
        Assert.Equal(0.4528301886792453, Accuracy.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, MetricExamples.BinaryWeights), 1e-12);
    }

    [Fact]
    public void Agrees_with_scikit_learn_on_three_classes()
    {
        Assert.Equal(0.5, Accuracy.Of(MetricExamples.Three, MetricExamples.ThreeLabels), 1e-12);
        Assert.Equal(0.42424242424242425, Accuracy.Of(MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights), 1e-12);
    }

    [Fact]
    public void Is_the_same_whether_two_classes_come_in_one_column_or_two() =>
        Assert.Equal(
            Accuracy.Of(MetricExamples.Binary, MetricExamples.BinaryLabels),
            Accuracy.Of(MetricExamples.BinaryInTwoColumns(), MetricExamples.BinaryLabels),
            1e-7);
}
