using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class ReliabilityDiagramTests
{
    [Fact]
    public void TheGapsAddUpToTheExpectedCalibrationError() =>
        Assert.Equal(
            ExpectedCalibrationError.Of(MetricExamples.Three, MetricExamples.ThreeLabels),
            ReliabilityDiagram.OfPredicted(MetricExamples.Three, MetricExamples.ThreeLabels).Where(bin => bin.Count > 0)
                .Sum(bin => bin.Count * Math.Abs(bin.Frequency - bin.MeanProbability)) / MetricExamples.Three.Rows,
            1e-12);

    [Fact]
    public void ABinHoldsMeanAndFrequency()
    {
        var bins = ReliabilityDiagram.OfClass(Matrix.Column<float>([.25f, .28f, .75f]), [0, 1, 1], 1);
        Assert.Equal((2, .5, 0, 1), (bins[2].Count, bins[2].Frequency, bins[0].Count, bins[7].Count));
        Assert.Equal(.265, bins[2].MeanProbability, 1e-6);
    }
}
