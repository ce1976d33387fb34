using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class ExpectedCalibrationErrorTests
{
    [Fact]
    public void Agrees_with_NumPy_on_two_classes()
    {
        Assert.Equal(0.24000000171363356, ExpectedCalibrationError.Of(MetricExamples.Binary, MetricExamples.BinaryLabels), 1e-12);
        Assert.Equal(0.33169811598534854, ExpectedCalibrationError.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, MetricExamples.BinaryWeights), 1e-12);
    }

    [Fact]
    public void Agrees_with_NumPy_on_three_classes()
    {
        Assert.Equal(0.16874999925494194, ExpectedCalibrationError.Of(MetricExamples.Three, MetricExamples.ThreeLabels), 1e-12);
        Assert.Equal(0.17878787445299554, ExpectedCalibrationError.Of(MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights), 1e-12);
    }

    [Fact]
    public void Is_the_same_whether_two_classes_come_in_one_column_or_two() =>
        Assert.Equal(
            ExpectedCalibrationError.Of(MetricExamples.Binary, MetricExamples.BinaryLabels),
            ExpectedCalibrationError.Of(MetricExamples.BinaryInTwoColumns(), MetricExamples.BinaryLabels),
            1e-7);

    [Fact]
    public void Confidence_equal_to_the_share_that_is_right_is_calibrated() =>
        Assert.Equal(0, ExpectedCalibrationError.Of(Matrix.Column<float>([.75f, .75f, .75f, .75f]), [1, 1, 0, 1]), 1e-12);
}
