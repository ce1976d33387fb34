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

    /// <summary>Wherever the numbers are cut, and however far from zero they are.</summary>
    [Fact]
    public void MergedPartsHaveTheMomentsOfTheWhole() => Gen.Select(Gen.Single[-1000, 1000].Array[2, 200], Gen.Int[1, 199], Gen.Bool.Select(isFar => isFar ? 1e6f : 0)).Sample((numbers, cut, shift) =>
    {
        float[] shifted = [.. numbers.Select(number => number + shift)];
        var (left, right) = (new RunningMoments(), new RunningMoments());
        left.Add(shifted.AsSpan(0, Math.Min(cut, shifted.Length)));
        right.Add(shifted.AsSpan(Math.Min(cut, shifted.Length)));
        Merging.Into(left, right);
        var exact = Moments.Of(shifted);
        Assert.Equal((exact.Count, shifted.Min(), shifted.Max()), ((int)left.Count, left.Minimum, left.Maximum));
        Assert.Equal(exact.Mean, left.Mean, 1e-6 * Math.Max(1, Math.Abs(exact.Mean)));
        Assert.Equal(exact.Deviation, left.Deviation, 1e-6 * exact.Deviation);
    });

    [Fact]
    public void MergedIntoNothingTheyAreTheSameBits() => Gen.Single[-1e6f, 1e6f].Array[0, 100].Sample(numbers =>
    {
        var moments = new RunningMoments();
        moments.Add(numbers);
        Assert.Equal(Merging.BytesOf(moments), Merging.BytesOf(Merging.Into(new RunningMoments(), moments)));
    });
}
