using CsCheck;
using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class RocCurveTests
{
    /// <summary>By hand: scores .9 (1), .8 (0), .7 (1), .6 (0).</summary>
    [Fact]
    public void GoesUpForEachHitAndRightForEachFalseAlarm()
    {
        var curve = RocCurve.Of(Matrix.Column<float>([.9f, .8f, .7f, .6f]), [1, 0, 1, 0], 1)!;
        Assert.Equal([(0, 0), (0, .5), (.5, .5), (.5, 1), (1, 1)], curve.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate)));
        Assert.Equal(.75, curve.Area, 1e-12);
    }

    [Fact]
    public void ItsAreaIsTheAreaUnderTheCurve() =>
        Gen.Select(Gen.Int[0, 10], Gen.Bool).Array[2, 40].Sample(examples =>
        {
            var scores = Matrix.Column<float>(examples.Select(e => e.Item1 / 10f).ToArray());
            int[] labels = [.. examples.Select(e => e.Item2 ? 1 : 0)];
            var area = AreaUnderCurve.Of(scores, labels);
            Assert.Equal(area is null, RocCurve.Of(scores, labels, 1) is null);
            Assert.Equal(area ?? 0, RocCurve.Of(scores, labels, 1)?.Area ?? 0, 1e-12);
        });

    [Fact]
    public void IsNullWhereThereIsNothingToTellApart() => Assert.Null(RocCurve.Of(MetricExamples.Binary, new int[10], 1));
}
