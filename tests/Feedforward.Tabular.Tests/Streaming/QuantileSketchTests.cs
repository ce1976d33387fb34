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

    /// <summary>The bound of the whole holds for parts of any lengths, merged in a row or as a tree.</summary>
    [Fact]
    public void RanksOfMergedSketchesAreWithinTheStatedError() => Gen.Select(Gen.Int[1, 5000].Array[1, 20], Gen.Int[0, 2], Gen.Bool).Sample((lengths, order, isTree) =>
    {
        var random = new Random(lengths[0]);
        var next = 0;
        var parts = lengths.Select(length => Enumerable.Range(0, length).Select(_ => order switch { 0 => next++, 1 => -next++, _ => random.NextSingle() }).ToArray()).ToList();
        float[] numbers = [.. parts.SelectMany(part => part)];
        var sketches = parts.ConvertAll(part =>
        {
            var sketch = new QuantileSketch(64);
            sketch.Add(part);
            return sketch;
        });
        while (sketches.Count > 1)
        {
            for (var i = 0; i + 1 < sketches.Count; i += isTree ? 1 : sketches.Count)
            {
                Merging.Into(sketches[i], sketches[i + 1]);
                sketches.RemoveAt(i + 1);
            }
        }

        Array.Sort(numbers);
        var merged = sketches[0];
        Assert.Equal(numbers.Length, merged.Count);

        // No more levels than one stream would have filled, so no larger a bound.
        Assert.InRange(merged.RankError, 0, numbers.Length < 64 ? 0 : ((Math.Floor(Math.Log2(numbers.Length / 64.0)) + 1) / 64) + (1.0 / 32767));
        var distribution = merged.ToDistribution();
        Assert.Equal((numbers[0], numbers[^1]), (distribution.Ascending[0], distribution.Ascending[^1]));
        for (var p = 0.0; p <= 1; p += 0.01)
        {
            var quantile = (float)distribution.Quantile(p);
            var (below, upTo) = (numbers.Count(number => number < quantile), numbers.Count(number => number <= quantile));

            // Between two ranks lies one of n.
            Assert.InRange(p, ((below - 1.0) / numbers.Length) - merged.RankError, ((upTo + 1.0) / numbers.Length) + merged.RankError);
        }
    }, iter: 50);

    [Fact]
    public void MergedIntoNothingItIsTheSameBits() => Gen.Single.Array[0, 2000].Sample(numbers =>
    {
        var sketch = new QuantileSketch(64);
        sketch.Add(numbers);
        Assert.Equal(Merging.BytesOf(sketch), Merging.BytesOf(Merging.Into(new QuantileSketch(64), sketch)));
    }, iter: 30);
}
