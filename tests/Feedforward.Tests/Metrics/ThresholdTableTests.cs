using Feedforward.Metrics;

namespace Feedforward.Tests.Metrics;

public class ThresholdTableTests
{
    [Fact]
    public void CountsWhoLiesAtOrAboveTheThreshold()
    {
        var scores = ThresholdTable.Of(Matrix.Column<float>([.9f, .5f, .5f, .1f]), [1, 1, 0, 0], 1, [0, .5, .75, 1]);
        Assert.Equal([(2, 2), (2, 1), (1, 0), (0, 0)], scores.Select(score => ((int)score.TruePositives, (int)score.FalsePositives)));
        Assert.Equal((2 / 3.0, 1, .5, .8, .75), (scores[1].Precision, scores[1].Recall, scores[1].Specificity, scores[1].F1, scores[1].Accuracy));
        Assert.Equal(0, scores[3].Precision);
    }
}
