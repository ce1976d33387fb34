using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class ClassificationMetricsTests
{
    [Fact]
    public void Holds_every_single_metric()
    {
        var (p, y, w) = (MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights);
        var metrics = ClassificationMetrics.Of(p, y, w);
        Assert.Equal(8, metrics.Count);
        Assert.Equal(3, metrics.Classes);
        Assert.Equal(Accuracy.Of(p, y, w), metrics.Accuracy);
        Assert.Equal(LogLoss.Of(p, y, w), metrics.LogLoss);
        Assert.Equal(AreaUnderCurve.Of(p, y, w), metrics.AreaUnderCurve);
        Assert.Equal(BrierScore.Of(p, y, w), metrics.BrierScore);
        Assert.Equal(ExpectedCalibrationError.Of(p, y, w), metrics.ExpectedCalibrationError);
        Assert.Equal(ClassScores.Of(ConfusionMatrix.Of(p, y, w)), metrics.PerClass);
        Assert.Equal(MacroScores.Of(ConfusionMatrix.Of(p, y, w)), metrics.Macro);
        Assert.Equal(1.5, metrics.Confusion[2, 1]);
    }

    [Fact]
    public void The_one_F1_is_that_of_class_one_or_the_mean()
    {
        // scikit-learn 1.2.1: f1_score(average='binary') and f1_score(average='macro')
        Assert.Equal(
            0.4444444444444445, ClassificationMetrics.Of(MetricExamples.Binary, MetricExamples.BinaryLabels).F1, 1e-12);
        Assert.Equal(0.5, ClassificationMetrics.Of(MetricExamples.Three, MetricExamples.ThreeLabels).F1, 1e-12);
    }

    [Fact]
    public void Weight_two_is_the_example_twice()
    {
        var p = MetricExamples.Three;
        var twice = ClassificationMetrics.Of(p.Select([0, 1, 2, 2, 3]), [0, 1, 1, 1, 2]);
        var weighted = ClassificationMetrics.Of(p.Select([0, 1, 2, 3]), [0, 1, 1, 2], [1, 1, 2, 1]);
        Assert.Equal(twice.Accuracy, weighted.Accuracy, 1e-12);
        Assert.Equal(twice.LogLoss, weighted.LogLoss, 1e-12);
        Assert.Equal(twice.AreaUnderCurve!.Value, weighted.AreaUnderCurve!.Value, 1e-12);
        Assert.Equal(twice.Macro.F1, weighted.Macro.F1, 1e-12);
        Assert.Equal(twice.BrierScore, weighted.BrierScore, 1e-12);
        Assert.Equal(twice.ExpectedCalibrationError, weighted.ExpectedCalibrationError, 1e-12);
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of(MetricExamples.Binary, [0, 1]));
        Assert.Throws<ArgumentException>(
            () => ClassificationMetrics.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, [1, 1]));
        Assert.Throws<ArgumentException>(() => ClassificationMetrics.Of(new Matrix<float>(0, 3), []));
    }

    [Theory]
    [InlineData(float.NaN, 1f, 0)]
    [InlineData(-.1f, 1f, 0)]
    [InlineData(3f, 1f, 0)]
    [InlineData(.5f, 1f, 2)]
    [InlineData(.5f, 1f, -1)]
    [InlineData(.5f, -1f, 0)]
    [InlineData(.5f, float.PositiveInfinity, 0)]
    public void Values_outside_their_range_are_refused_by_row(float probability, float weight, int label)
    {
        var fault = Assert.Throws<DataException>(
            () => ClassificationMetrics.Of(Matrix.Column<float>([.5f, probability]), [0, label], [1, weight]));
        Assert.Equal(2, fault.Row);
    }

    [Fact]
    public void No_weight_at_all_is_refused() =>
        Assert.Throws<DataException>(() => ClassificationMetrics.Of(Matrix.Column<float>([.5f]), [0], [0]));
}
