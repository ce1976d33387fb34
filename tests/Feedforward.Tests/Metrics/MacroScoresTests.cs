using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class MacroScoresTests
{
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        AssertMeans(0.5, 0.5, 0.4949494949494949, ConfusionMatrix.Of(MetricExamples.Binary, MetricExamples.BinaryLabels));
        AssertMeans(
            0.5166666666666667,
            0.4307359307359307,
            0.4577397910731244,
            ConfusionMatrix.Of(MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights));
    }

    [Fact]
    public void A_class_that_never_occurs_is_left_out()
    {
        var confusion = ConfusionMatrix.Of(Matrix.From(new[,] { { .8f, .1f, .1f }, { .1f, .8f, .1f } }), [0, 1]);
        Assert.Equal(new MacroScores(1, 1, 1), MacroScores.Of(confusion));
    }

    private static void AssertMeans(double precision, double recall, double f1, ConfusionMatrix confusion)
    {
        var means = MacroScores.Of(confusion);
        Assert.Equal(precision, means.Precision, 1e-12);
        Assert.Equal(recall, means.Recall, 1e-12);
        Assert.Equal(f1, means.F1, 1e-12);
    }
}
