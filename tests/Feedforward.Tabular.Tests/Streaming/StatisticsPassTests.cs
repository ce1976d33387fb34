using System.Globalization;
using System.Text;
using Feedforward.Randomness;
using Feedforward.Tests.Training;

namespace Feedforward.Tabular.Tests.Streaming;

/// <summary>Ranks that are threads each read their part of the rows, and know the same of all of them.</summary>
public sealed class StatisticsPassTests : IDisposable
{
    private const int Rows = 6000;
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    /// <summary>Every byte of what is known: moments, sketches whose buffers were halved, categories, classes, fingerprints, and the rows that are kept.</summary>
    [Theory]
    [InlineData(2, 500)]
    [InlineData(3, 500)]
    [InlineData(4, 500)]
    [InlineData(7, 500)]
    [InlineData(8, 500)]
    [InlineData(3, 20_000)]
    [InlineData(12, 50_000)]
    public void TheBitsDoNotDependOnTheRanks(int ranks, int blockLength)
    {
        var source = Source(Csv(), blockLength);
        foreach (var target in (string[])["y", "class"])
        {
            var expected = Known(Pass(source, target, threads: 1).Run(null, 3, null, Cancellation), source.Blocks);
            Assert.All(
                ThreadedCollective.Run(ranks, collective => Known(Pass(source, target, threads: 2).Run(collective, 5 + collective.Rank, null, Cancellation), source.Blocks)),
                known => Assert.Equal(expected, known));
        }

        Assert.Equal(blockLength == 500, source.Blocks > 128);
    }

    /// <summary>Together they read each block once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void EachRankReadsItsPiecesOnly(int ranks)
    {
        var path = Source(Csv(), 500);
        var sources = ThreadedCollective.Run(ranks, collective =>
        {
            var source = new CountingSource(path);
            _ = Pass(source, "y", threads: 2).Run(collective, 4, null, Cancellation);
            return source;
        });
        Assert.All(sources, source => Assert.InRange(source.RowsRead, 0.9 * Rows / ranks, 1.1 * Rows / ranks));
        var reads = sources.Select(source => source.Reads()).ToList();
        Assert.All(Enumerable.Range(0, path.Blocks), block => Assert.Equal(1, reads.Sum(counts => counts[block])));
    }

    /// <summary>What is known of the pieces is what one stream of all rows teaches.</summary>
    [Fact]
    public void PiecesGiveWhatOneStreamGives()
    {
        var source = Source(Csv(), 500);
        var known = Pass(source, "y", threads: 2).Run(null, 4, null, Cancellation);
        var (moments, sketch) = (new RunningMoments(), new QuantileSketch(64));
        for (var block = 0; block < source.Blocks; block++)
        {
            var table = source.Read(block, source.Options);
            int[] train = [.. Enumerable.Range(0, table.Rows).Where(row => Split.Of(block, row) == RowPart.Train)];
            moments.Add(ColumnView.Numbers(table["y"], table, train));
            sketch.Add(ColumnView.Numbers(table["a"], table, train));
        }

        var target = known.Target();
        Assert.Equal((moments.Count, moments.Minimum, moments.Maximum), (target.Count, target.Minimum, target.Maximum));
        Assert.Equal(moments.Mean, target.Mean, 1e-6);
        Assert.Equal(moments.Deviation, target.Deviation, 1e-6);
        Assert.Equal(sketch.RankError, known.Columns()[0].RankError);
    }

    /// <summary>The last rank alone meets it; all say the same as one process would.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void ABadCellOfOneRankEndsThemAll(int ranks)
    {
        var source = Source(Csv() + "many,0,north,1,red\n", 500);
        var expected = Assert.Throws<DataException>(() => Pass(source, "y", threads: 2).Run(null, 4, null, Cancellation));
        var faults = ThreadedCollective.Run(ranks, collective => Assert.Throws<DataException>(() => Pass(source, "y", threads: 2).Run(collective, 4, null, Cancellation)));
        Assert.All(faults, fault => Assert.Equal((expected.Message, (long?)Rows + 2, "a"), (fault.Message, fault.Row, fault.Column)));
    }

    [Fact]
    public void WhoeverIsStoppedStopsAll()
    {
        var source = Source(Csv(), 500);
        Assert.All(
            ThreadedCollective.Run(3, collective => Assert.Throws<OperationCanceledException>(() => Pass(source, "y", threads: 2).Run(collective, 4, null, new CancellationToken(collective.Rank == 1)))),
            Assert.NotNull);
    }

    [Fact]
    public void EveryRankTellsHowFarAllAre()
    {
        var source = Source(Csv(), 500);
        var told = ThreadedCollective.Run(3, collective =>
        {
            var rows = new List<long>();
            _ = Pass(source, "y", threads: 2).Run(collective, 4, new Told<StreamingProgress>(progress => rows.Add(progress.Rows)), Cancellation);
            return rows;
        });
        Assert.All(told, rows => Assert.Equal(told[0], rows));
        Assert.Equal(Rows, told[0][^1]);
        Assert.Equal(told[0].Order(), told[0]);
    }

    private static StreamedSplit Split => new(0.1, 0.2, seed: 5);

    private static StatisticsPass Pass(RowSource source, string target, int threads) => new(
        source,
        source.Options with { Types = new Dictionary<string, ColumnKind> { ["a"] = ColumnKind.Number, ["city"] = ColumnKind.Category } },
        Split,
        target == "y" ? new TargetColumn("y", LearningTask.Regression, [], Numeric: true) : new TargetColumn("class", LearningTask.Multiclass, ["red", "blue"], Numeric: false),
        [
            () => ColumnStatistics.For(new FeatureColumn("a", ColumnKind.Number), new PreprocessingOptions { Numbers = NumberScaling.Quantile }, 64),
            () => ColumnStatistics.For(new FeatureColumn("b", ColumnKind.Number), new PreprocessingOptions { Numbers = NumberScaling.Standard }, 64),
            () => ColumnStatistics.For(new FeatureColumn("city", ColumnKind.Category), new PreprocessingOptions(), 64),
        ],
        linearRows: 500,
        threads);

    private static byte[] Known(RowStatistics statistics, int blocks)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        foreach (var part in statistics.Parts(0, blocks))
        {
            part(writer);
        }

        writer.Flush();
        return bytes.ToArray();
    }

    private CsvSource Source(string text, int blockLength) => new(_folder.Write("rows.csv", text), ReadOptions.Default, Cancellation, blockLength);

    private static string Csv()
    {
        var random = new RandomStream(1, RandomPurpose.Data);
        var text = new StringBuilder("a,b,city,y,class\n");
        for (var row = 0; row < Rows; row++)
        {
            var (a, b) = (random.Uniform(3 * row, -2, 2), random.Uniform((3 * row) + 1, 1000, 1001));
            var city = $"city{random.Integer((3 * row) + 2, 40)}";
            text.Append(CultureInfo.InvariantCulture, $"{(row % 31 == 0 ? "" : $"{a:0.0000}")},{b:0.0000},{city},{(row % 100 == 50 ? "" : $"{a * b:0.00}")},{(row % 500 == 499 ? "rare" : a > 0 ? "red" : "blue")}\n");
        }

        return text.ToString();
    }
}
