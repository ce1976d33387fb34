using CsCheck;

namespace Feedforward.Tabular.Tests.Streaming;

public class QuantileSketchTests
{
    /// <summary>Streams that a sketch may find hard: in order, backwards, two interleaved, many equal, at random.</summary>
    [Theory]
    [InlineData("ascending")]
    [InlineData("descending")]
    [InlineData("alternating")]
    [InlineData("equal")]
    [InlineData("random")]
    public void RanksAreWithinTheStatedError(string order)
    {
        const int Count = 200_000;
        var random = new Random(1);
        float[] numbers = [.. Enumerable.Range(0, Count).Select(i => order switch
        {
            "ascending" => i,
            "descending" => Count - i,
            "alternating" => i % 2 == 0 ? i : Count - i,
            "equal" => i * 7919 % 3,
            _ => (float)Math.Pow(random.NextDouble(), 5),
        })];
        var sketch = new QuantileSketch(1024);
        foreach (var part in numbers.Chunk(999))
        {
            sketch.Add(part);
        }

        Array.Sort(numbers);
        Assert.Equal(Count, sketch.Count);
        Assert.InRange(sketch.RankError, 0.001, 0.01);
        var distribution = sketch.ToDistribution();
        Assert.Equal((numbers[0], numbers[^1]), (distribution.Ascending[0], distribution.Ascending[^1]));
        for (var p = 0.0; p <= 1; p += 0.001)
        {
            var quantile = (float)distribution.Quantile(p);
            var (below, upTo) = (numbers.Count(number => number < quantile) / (double)Count, numbers.Count(number => number <= quantile) / (double)Count);
            Assert.InRange(p, below - sketch.RankError, upTo + sketch.RankError);
        }
    }

    [Fact]
    public void FewNumbersAreKeptExactly() => Gen.Single.Array[0, 63].Sample(numbers =>
    {
        var sketch = new QuantileSketch(64);
        sketch.Add(numbers);
        Assert.Equal(0, sketch.RankError);
        Assert.Equal(new EmpiricalDistribution(numbers).Ascending.ToArray(), sketch.ToDistribution().Ascending.ToArray());
    });

    [Fact]
    public void TheSameStreamGivesTheSameSketchHoweverItIsCut() => Gen.Select(Gen.Single[-1, 1].Array[0, 2000], Gen.Int[1, 500]).Sample((numbers, length) =>
    {
        var (whole, cut) = (new QuantileSketch(64), new QuantileSketch(64));
        whole.Add(numbers);
        foreach (var part in numbers.Chunk(length))
        {
            cut.Add(part);
        }

        Assert.Equal(whole.ToDistribution().Ascending.ToArray(), cut.ToDistribution().Ascending.ToArray());
    }, iter: 20);
}
