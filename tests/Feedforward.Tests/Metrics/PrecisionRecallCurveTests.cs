using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class PrecisionRecallCurveTests
{
    /// <summary>scikit-learn's documentation of average_precision_score: y = 0 0 1 1, scores .1 .4 .35 .8 give 0.83….</summary>
    [Fact]
    public void TheAveragePrecisionIsThatOfScikitLearn()
    {
        var curve = PrecisionRecallCurve.Of(Matrix.Column<float>([.1f, .4f, .35f, .8f]), [0, 0, 1, 1], 1)!;
        Assert.Equal([(.5, 1), (.5, .5), (1, 2 / 3.0), (1, .5)], curve.Points.Select(point => (point.Recall, point.Precision)));
        Assert.Equal(5 / 6.0, curve.AveragePrecision, 1e-12);
        Assert.Equal(.5, curve.Share);
    }
}
