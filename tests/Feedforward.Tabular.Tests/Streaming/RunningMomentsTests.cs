using CsCheck;

namespace Feedforward.Tabular.Tests.Streaming;

public class RunningMomentsTests
{
    [Fact]
    public void OnePartGivesTheMomentsOfTheTwoPasses() => Gen.Single[-1e6f, 1e6f].Array[0, 100].Sample(numbers =>
    {
        var (running, exact) = (new RunningMoments(), Moments.Of(numbers));
        running.Add(numbers);
        Assert.Equal((exact.Mean, exact.Deviation, (long)exact.Count), (running.Mean, running.Deviation, running.Count));
    });

    /// <summary>A mean far from zero is where sums of squares lose all digits.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e6f)]
    public void PartsGiveTheMomentsOfTheWhole(float shift)
    {
        float[] numbers = [.. Enumerable.Range(0, 100_000).Select(i => i % 17 == 3 ? float.NaN : shift + (i * 7919 % 1000 / 8f))];
        var running = new RunningMoments();
        foreach (var part in numbers.Chunk(777))
        {
            running.Add(part);
        }

        var exact = Moments.Of(numbers);
        Assert.Equal(exact.Count, running.Count);
        Assert.Equal(exact.Mean, running.Mean, 1e-7 * Math.Max(1, exact.Mean));
        Assert.Equal(exact.Deviation, running.Deviation, 1e-6 * exact.Deviation);
    }

    [Fact]
    public void NothingButMissingCellsIsMeanZeroAndDeviationOne()
    {
        var running = new RunningMoments();
        running.Add([float.NaN]);
        Assert.Equal((0, 1, 0), (running.Mean, running.Deviation, running.Count));
    }
}
