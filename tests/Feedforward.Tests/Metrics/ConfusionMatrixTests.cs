using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class ConfusionMatrixTests
{
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        AssertCells([3, 2, 3, 2], ConfusionMatrix.Of(MetricExamples.Binary, MetricExamples.BinaryLabels));
        AssertCells(
            [2.5, 3.25, 4, 3.5],
            ConfusionMatrix.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, MetricExamples.BinaryWeights));
        AssertCells([1, 0, 1, 0, 2, 1, 1, 1, 1], ConfusionMatrix.Of(MetricExamples.Three, MetricExamples.ThreeLabels));
        AssertCells(
            [1, 0, 1, 0, 1.5, 2, .25, 1.5, 1],
            ConfusionMatrix.Of(MetricExamples.Three, MetricExamples.ThreeLabels, MetricExamples.ThreeWeights));
    }

    [Fact]
    public void Totals_are_the_sums_of_a_row_and_of_a_column()
    {
        var confusion = ConfusionMatrix.Of(MetricExamples.Binary, MetricExamples.BinaryLabels, MetricExamples.BinaryWeights);
        Assert.Equal(5.75, confusion.ActualTotal(0));
        Assert.Equal(6.5, confusion.PredictedTotal(0));
    }

    [Fact]
    public void A_class_outside_is_refused()
    {
        var confusion = ConfusionMatrix.Of(MetricExamples.Binary, MetricExamples.BinaryLabels);
        Assert.Throws<ArgumentOutOfRangeException>(() => confusion[0, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => confusion[-1, 0]);
    }

    private static void AssertCells(double[] expected, ConfusionMatrix confusion)
    {
        var cells = new List<double>();
        for (var actual = 0; actual < confusion.Classes; actual++)
        {
            for (var predicted = 0; predicted < confusion.Classes; predicted++)
            {
                cells.Add(confusion[actual, predicted]);
            }
        }

        Assert.Equal(expected, cells);
    }

    [Fact]
    public void CellsMakeTheMatrixTheyAreOf()
    {
        var matrix = ConfusionMatrix.Of(2, [1, 2.5, 0, 4]);
        Assert.Equal((2.5, 0.0, 3.5), (matrix[0, 1], matrix[1, 0], matrix.ActualTotal(0)));
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(2, [1, 2, 3]));
    }
}
