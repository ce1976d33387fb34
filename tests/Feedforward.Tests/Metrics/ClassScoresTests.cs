using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class ClassScoresTests
{
    [Fact]
    public void Agrees_with_scikit_learn_on_two_weighted_classes() =>
        AssertScores(
            [
                new ClassScores(0, 5.75, 0.38461538461538464, 0.43478260869565216, 0.40816326530612246),
                new ClassScores(1, 7.5, 0.5185185185185185, 0.4666666666666667, 0.4912280701754386),
            ],
            ConfusionMatrix.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, MetricExamples.BinaryWeights));

    [Fact]
    public void Agrees_with_scikit_learn_on_three_weighted_classes() =>
        AssertScores(
            [
                new ClassScores(0, 2, 0.8, 0.5, 0.6153846153846154),
                new ClassScores(1, 3.5, 0.5, 0.42857142857142855, 0.4615384615384615),
                new ClassScores(2, 2.75, 0.25, 0.36363636363636365, 0.2962962962962963),
            ],
            ConfusionMatrix.Of(MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights));

    [Fact]
    public void A_class_that_never_occurs_scores_zero() =>
        Assert.Equal(
            new ClassScores(2, 0, 0, 0, 0),
            ClassScores.Of(ConfusionMatrix.Of(Matrix.From(new[,] { { .8f, .1f, .1f } }), [0]))[2]);

    private static void AssertScores(ClassScores[] expected, ConfusionMatrix confusion)
    {
        var scores = ClassScores.Of(confusion);
        Assert.Equal(expected.Length, scores.Count);
        foreach (var (e, s) in expected.Zip(scores))
        {
            Assert.Equal(e.Class, s.Class);
            Assert.Equal(e.Support, s.Support, 1e-12);
            Assert.Equal(e.Precision, s.Precision, 1e-12);
            Assert.Equal(e.Recall, s.Recall, 1e-12);
            Assert.Equal(e.F1, s.F1, 1e-12);
        }
    }
}
