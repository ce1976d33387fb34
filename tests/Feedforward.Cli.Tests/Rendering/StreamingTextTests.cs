using Feedforward.Cli.Rendering;
using Feedforward.Tabular;

namespace Feedforward.Cli.Tests.Rendering;

public class StreamingTextTests
{
    [Theory]
    [InlineData(0.34, 0.9, "epoch 2: 25 % of 4,000,000 rows, 500,000 rows/s  waiting for rows 34 % (disk)")]
    [InlineData(0.34, 0.1, "epoch 2: 25 % of 4,000,000 rows, 500,000 rows/s  waiting for rows 34 % (parsing)")]
    [InlineData(0.04, 0.9, "epoch 2: 25 % of 4,000,000 rows, 500,000 rows/s")]
    public void TheLineSaysWhatTrainingWaitsFor(double share, double diskShare, string line) => Assert.Equal(line, StreamingText.Of(
        new StreamingProgress(StreamingPhase.Training, 2, 1_000_000, 4_000_000, TimeSpan.FromSeconds(2), 500_000, new RowWaiting(TimeSpan.FromSeconds(1), share, diskShare))));
}
