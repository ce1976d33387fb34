using System.Globalization;
using System.Text;
using Feedforward.Randomness;
using Feedforward.Tests.Training;

namespace Feedforward.Tabular.Tests.Streaming;

/// <summary>Ranks that are threads learn together from streamed rows, each from its part.</summary>
public sealed class StreamedAcrossRanksTests : IDisposable
{
    private const int Shards = 4;
    private const int Epochs = 3;
    private readonly TestFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, null)]
    [InlineData(4, null)]
    [InlineData(2, "fast")]
    public void TheBitsDoNotDependOnTheRanks(int ranks, string? preset)
    {
        var path = Write();
        var alone = Fit(path, Options(preset), null);
        foreach (var together in ThreadedCollective.Run(ranks, collective => Fit(path, Options(preset) with { Collective = collective }, _folder.Path)))
        {
            Assert.Equal(alone, together);
        }

        Assert.NotEqual(alone, Fit(path, Options(preset) with { Shards = 2 }, null));
    }

    /// <summary>Before the first epoch and in each epoch the ranks read about as many rows as one alone, all together.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void EachRankReadsItsPartOnly(int ranks)
    {
        var path = Write();
        var read = ThreadedCollective.Run(ranks, collective =>
        {
            var source = new CountingSource(Source(path));
            using var training = TabularTraining.Prepare(source, Options(null) with { Collective = collective }, Small(null), Cancellation);
            var (before, reads) = (source.RowsRead, source.Reads());
            while (!training.Advance(Cancellation).IsOver)
            {
            }

            return (Before: reads, Rows: source.RowsRead - before, Blocks: source.Reads().Count(times => times > 0), All: source.Rows);
        });
        var blocks = read[0].Before.Length;
        Assert.All(Enumerable.Range(0, blocks), block => Assert.Equal(1, read.Sum(rank => rank.Before[block])));

        // What each reads in advance for an epoch that does not come is on top, and a block at either end of each shard's part.
        Assert.InRange(read.Sum(rank => rank.Rows), Epochs * read[0].All, 1.7 * Epochs * read[0].All);
        Assert.InRange(read.Sum(rank => rank.Blocks), blocks, blocks + Shards - 1);
        Assert.All(read, rank => Assert.InRange(rank.Blocks, 0.7 * blocks / ranks, (1.3 * blocks / ranks) + 2));
    }

    [Fact]
    public void RanksWithOtherFilesAreTold()
    {
        var (path, other) = (Write(), _folder.Write("other.csv", File.ReadAllText(Write()) + "1,1,1\n"));
        Assert.All(
            ThreadedCollective.Run(3, collective => Assert.Throws<DataException>(
                () => TabularTraining.Prepare(Source(collective.Rank == 2 ? other : path), Options(null) with { Collective = collective }, Small(null), Cancellation))),
            fault => Assert.Contains("Rank 2 read another table", fault.Message, StringComparison.Ordinal));
    }

    /// <summary>Rows of the data or of their own: each rank predicts its part of them, and rank 0 says what one process would.</summary>
    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void TheTestPartIsSharedOut(int ranks, bool hasOwn)
    {
        var path = Write();
        var other = _folder.Write("test.csv", "a,b,y\n" + string.Concat(Enumerable.Range(0, 900).Select(i => $"{(i % 7 == 0 ? "" : $"0.{i}")},1.{i % 9},{(i % 50 == 3 ? "" : $"0.{i % 11}")}\n")));
        StreamingOptions Streaming(CountingSource? test) => Small(_folder.Path) with { Test = hasOwn ? test ?? new CountingSource(Source(other)) : null };
        var alone = TabularTrainer.Fit(Source(path), Options(null), Streaming(null), cancellationToken: Cancellation);
        var together = ThreadedCollective.Run(ranks, collective =>
        {
            var test = new CountingSource(Source(other));
            _ = test.Reads();
            return (Result: TabularTrainer.Fit(Source(path), Options(null) with { Collective = collective }, Streaming(test), cancellationToken: Cancellation), Reads: test.Reads());
        });
        var (model, linear) = (together[0].Result.Test!, together[0].Result.Baselines!.Linear!);
        Assert.Equal(alone.Test!.Metrics, model.Metrics);
        Assert.Equal((alone.Test.Rows, alone.Test.Skipped), (model.Rows, model.Skipped));
        Assert.Equal(alone.Baselines!.Linear!.Metrics, linear.Metrics);
        Assert.Equal(alone.Test.Notices.Select(notice => notice.Message), model.Notices.Select(notice => notice.Message));
        Assert.Equal(hasOwn, model.Notices.Count > 0);
        Assert.All(together[1..], rank => Assert.Null(rank.Result.Test));
        Assert.All(Enumerable.Range(0, together[0].Reads.Length), block => Assert.Equal(hasOwn ? 1 : 0, together.Sum(rank => rank.Reads[block])));
    }

    [Fact]
    public void SavedByTwoRanksItGoesOnWithOne()
    {
        var path = Write();
        var expected = Fit(path, Options(null), null);
        foreach (var steps in (int[])[1, 30, 61])
        {
            var saved = ThreadedCollective.Run(2, collective =>
            {
                using var training = TabularTraining.Prepare(Source(path), Options(null) with { Collective = collective }, Small(null), Cancellation);
                for (var step = 0; step < steps; step++)
                {
                    training.Advance(Cancellation);
                }

                return training.Save();
            });
            using var resumed = TabularTraining.Prepare(Source(path), Options(null), Small(null), Cancellation);
            resumed.Resume(saved[0]);
            while (!resumed.Advance(Cancellation).IsOver)
            {
            }

            Assert.Equal(expected, resumed.Finish(cancellationToken: Cancellation).Model.Network.Parameters.ToArray());
        }
    }

    /// <summary>What was saved when all shards had one order in common lacks the word for theirs.</summary>
    [Fact]
    public void WhatWasSavedInAnotherOrderIsRefused()
    {
        var path = Write();
        using var training = TabularTraining.Prepare(Source(path), Options(null), Small(null), Cancellation);
        var saved = training.Save();
        var earlier = saved with { Metadata = saved.Metadata.Where(pair => pair.Key != "training.shuffling").ToDictionary(pair => pair.Key, pair => pair.Value) };
        using var resumed = TabularTraining.Prepare(Source(path), Options(null), Small(null), Cancellation);
        var fault = Assert.Throws<DataException>(() => resumed.Resume(earlier, anyway: true));
        Assert.Contains("shuffling is not given there and each shard by itself here", fault.Message);
        resumed.Resume(saved);
    }

    /// <summary>A network with normalisation, whose statistics depend on which rows meet in a shard, in a file sorted by its target.</summary>
    [Fact]
    public void WhatIsLearnedIsWhatOneStreamTeaches()
    {
        var path = Write(isSorted: true);
        var options = Options(null) with { BatchNormalization = true, Epochs = 10 };
        var one = TabularTrainer.Fit(Source(path), options with { Shards = 1 }, Small(null), cancellationToken: Cancellation);
        var four = TabularTrainer.Fit(Source(path), options, Small(null), cancellationToken: Cancellation);
        Assert.InRange(four.Test!.Metrics["r2"], one.Test!.Metrics["r2"] - 0.1, 1);
        Assert.InRange(one.Test.Metrics["r2"], 0.8, 1);
    }

    private static float[] Fit(string path, TabularOptions options, string? cache) =>
        TabularTrainer.Fit(Source(path), options, Small(cache), cancellationToken: Cancellation).Model.Network.Parameters.ToArray();

    private static StreamingOptions Small(string? cache) => new() { Memory = 96 << 10, CacheFolder = cache };

    private static CsvSource Source(string path) => new(path, ReadOptions.Default, Cancellation, blockLength: 2048);

    private static TabularOptions Options(string? preset) => new()
    {
        Target = "y",
        Preset = preset ?? "plain",
        Hidden = preset is null ? [16] : null,
        Epochs = preset is null ? Epochs : 1,
        BatchSize = 70,
        LearningRate = preset is null ? 0.01 : null,
        Validation = preset is null ? 0.2 : null,
        Shards = Shards,
        Threads = 2,
    };

    private string Write(bool isSorted = false)
    {
        var random = new RandomStream(3, RandomPurpose.Data);
        var rows = Enumerable.Range(0, 3000).Select(row =>
        {
            var (a, b) = (random.Uniform(3 * row, -2, 2), random.Uniform((3 * row) + 1, -2, 2));
            return (a, b, y: a - (b * b / 2) + (0.1 * random.Normal((3 * row) + 2)));
        });
        var text = new StringBuilder("a,b,y\n");
        foreach (var (a, b, y) in isSorted ? rows.OrderBy(row => row.y) : rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"{a:0.0000},{b:0.0000},{y:0.0000}\n");
        }

        return _folder.Write("rows.csv", text.ToString());
    }
}
