using CsCheck;
using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class AreaUnderCurveTests
{
    [Fact]
    public void Agrees_with_scikit_learn_on_two_classes()
    {
        Assert.Equal(0.72, AreaUnderCurve.Of(MetricExamples.Binary, MetricExamples.BinaryLabels)!.Value, 1e-12);
        Assert.Equal(0.6869565217391305, AreaUnderCurve.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, MetricExamples.BinaryWeights)!.Value, 1e-12);
    }

    [Fact]
    public void Agrees_with_scikit_learn_on_three_classes()
    {
        Assert.Equal(0.736111111111111, AreaUnderCurve.Of(MetricExamples.Three, MetricExamples.ThreeLabels)!.Value, 1e-12);
        Assert.Equal(0.7616139522359617, AreaUnderCurve.Of(MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights)!.Value, 1e-12);
    }

    [Fact]
    public void Is_the_same_whether_two_classes_come_in_one_column_or_two() =>
        Assert.Equal(
            AreaUnderCurve.Of(MetricExamples.Binary, MetricExamples.BinaryLabels)!.Value,
            AreaUnderCurve.Of(MetricExamples.BinaryInTwoColumns(), MetricExamples.BinaryLabels)!.Value,
            1e-7);

    [Fact]
    public void Is_null_where_all_labels_are_equal()
    {
        Assert.Null(AreaUnderCurve.Of(MetricExamples.Binary, new int[10]));
        Assert.Null(AreaUnderCurve.Of(MetricExamples.Three, [2, 2, 2, 2, 2, 2, 2, 2]));
    }

    [Fact]
    public void Is_null_where_one_class_has_no_weight() =>
        Assert.Null(AreaUnderCurve.Of(Matrix.Column<float>([.1f, .9f]), [0, 1], [0, 1]));

    [Fact]
    public void A_class_without_labels_is_left_out_of_the_mean()
    {
        // Class 0: .7 lies above .2 and .3. Class 1: .5 lies above the .2 of the other class, .1 below it.
        var probabilities = Matrix.From(new[,] { { .7f, .2f, .1f }, { .2f, .5f, .3f }, { .3f, .1f, .6f } });
        Assert.Equal((1.0 + 0.5) / 2, AreaUnderCurve.Of(probabilities, [0, 1, 1])!.Value, 1e-12);
    }

    [Fact]
    public void Equals_the_share_of_pairs_won() =>
        Gen.Select(Gen.Int[0, 10], Gen.Bool, Gen.Int[0, 3]).Array[2, 40].Sample(examples =>
        {
            var (won, pairs) = (0.0, 0.0);
            foreach (var (score, positive, weight) in examples)
            {
                foreach (var (otherScore, otherPositive, otherWeight) in examples)
                {
                    if (positive && !otherPositive)
                    {
                        pairs += weight * otherWeight;
                        won += weight * otherWeight * (score > otherScore ? 1 : score == otherScore ? 0.5 : 0);
                    }
                }
            }

            if (pairs > 0)
            {
                var area = AreaUnderCurve.Of(
                    Matrix.Column<float>(examples.Select(e => e.Item1 / 10f).ToArray()),
                    examples.Select(e => e.Item2 ? 1 : 0).ToArray(),
                    examples.Select(e => (float)e.Item3).ToArray());
                Assert.Equal(won / pairs, area!.Value, 1e-12);
            }
        });
}
