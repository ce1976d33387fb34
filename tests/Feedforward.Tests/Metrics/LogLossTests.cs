using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class LogLossTests
{
    [Fact]
    public void Agrees_with_scikit_learn_on_two_classes()
    {
        Assert.Equal(0.5990954717721392, LogLoss.Of(MetricExamples.Binary, MetricExamples.BinaryLabels), 1e-12);
        Assert.Equal(0.5686414533700392, LogLoss.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, MetricExamples.BinaryWeights), 1e-12);
    }

    [Fact]
    public void Agrees_with_scikit_learn_on_three_classes()
    {
        Assert.Equal(0.9850770476287837, LogLoss.Of(MetricExamples.Three, MetricExamples.ThreeLabels), 1e-7);
        Assert.Equal(0.8982218898619028, LogLoss.Of(MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights), 1e-7);
    }

    [Fact]
    public void Is_the_same_whether_two_classes_come_in_one_column_or_two() =>
        Assert.Equal(
            LogLoss.Of(MetricExamples.Binary, MetricExamples.BinaryLabels),
            LogLoss.Of(MetricExamples.BinaryInTwoColumns(), MetricExamples.BinaryLabels),
            1e-7);

    [Fact]
    public void A_certain_error_costs_a_finite_amount() =>
        // scikit-learn 1.2.1: log_loss([1, 0], float32 [0, 0.25])
        Assert.Equal(8.115033612665261, LogLoss.Of(Matrix.Column<float>([0f, .25f]), [1, 0]), 1e-7);

    [Fact]
    public void A_uniform_guess_costs_the_logarithm_of_the_classes() =>
        Assert.Equal(Math.Log(4), LogLoss.Of(Matrix.From(new[,] { { .25f, .25f, .25f, .25f } }), [2]), 1e-12);
}
