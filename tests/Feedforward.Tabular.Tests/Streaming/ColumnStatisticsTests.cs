using System.Globalization;
using System.Text;

namespace Feedforward.Tabular.Tests.Streaming;

public class ColumnStatisticsTests
{
    private static readonly FeatureColumn[] s_features =
    [
        new("number", ColumnKind.Number), new("whole", ColumnKind.Number), new("truth", ColumnKind.Boolean), new("day", ColumnKind.Date),
        new("time", ColumnKind.Date), new("city", ColumnKind.Category), new("code", ColumnKind.Category, Numeric: true),
    ];

    private static readonly Table s_table = CsvText.Table(Rows());

    public static TheoryData<NumberScaling, int?> Encoders => new()
    {
        { NumberScaling.Standard, null }, { NumberScaling.Robust, 5 }, { NumberScaling.Quantile, 1 }, { NumberScaling.RobustAndQuantile, null },
    };

    /// <summary>In one part nothing is rounded otherwise; the encoder fitted in memory is the other program.</summary>
    [Theory]
    [MemberData(nameof(Encoders))]
    public void OnePartGivesTheEncoderOfTheTable(NumberScaling numbers, int? codesFrom)
    {
        var options = new PreprocessingOptions { Numbers = numbers, CodesFrom = codesFrom };
        Assert.Equal(TablePreprocessing.Fit(s_table, s_features, s_table.AllRows(), options).Encoders, Fit(options, s_table.Rows));
    }

    [Theory]
    [MemberData(nameof(Encoders))]
    public void PartsGiveFeaturesEqualToRounding(NumberScaling numbers, int? codesFrom)
    {
        var options = new PreprocessingOptions { Numbers = numbers, CodesFrom = codesFrom };
        var whole = TablePreprocessing.Fit(s_table, s_features, s_table.AllRows(), options);
        var parts = new TablePreprocessing(Fit(options, 37));
        Assert.Equal(whole.FeatureNames, parts.FeatureNames);
        var (expected, given) = (whole.Encode(s_table), parts.Encode(s_table));
        for (var row = 0; row < s_table.Rows; row++)
        {
            for (var feature = 0; feature < whole.Width; feature++)
            {
                Assert.Equal(expected[row, feature], given[row, feature], 1e-5);
            }
        }
    }

    /// <summary>Of every kind of column: pieces apart from each other give what a stream of all rows gives, but for rounding.</summary>
    [Theory]
    [MemberData(nameof(Encoders))]
    public void MergedPiecesGiveFeaturesEqualToRounding(NumberScaling numbers, int? codesFrom)
    {
        var options = new PreprocessingOptions { Numbers = numbers, CodesFrom = codesFrom };
        var whole = TablePreprocessing.Fit(s_table, s_features, s_table.AllRows(), options);
        var pieces = new TablePreprocessing([.. s_features.Select(feature => s_table.AllRows().Chunk(100).Select(rows =>
        {
            var statistics = ColumnStatistics.For(feature, options, 1024);
            statistics.Add(s_table, rows);
            return statistics;
        }).Aggregate(Merging.Into).Fit())]);
        Assert.Equal(whole.FeatureNames, pieces.FeatureNames);
        var (expected, given) = (whole.Encode(s_table), pieces.Encode(s_table));
        Assert.All(Enumerable.Range(0, expected.Span.Length), i => Assert.Equal(expected.Span[i], given.Span[i], 1e-5f));
    }

    /// <summary>Half of what is counted may be forgotten at each merging; no count is wrong by more than is said.</summary>
    [Fact]
    public void MergedCategoriesAreCountedToWithinTheStatedError()
    {
        var table = Table.Of(TextColumn.From("c", Enumerable.Range(0, 20_000).Select(i => i % 4 == 0 ? $"often{i % 3}" : $"once{i * 7919L % 15_000}")));
        var exact = new CategoryCounts(table["c"], numeric: false, table.AllRows());
        var merged = table.AllRows().Chunk(900).Select(rows =>
        {
            var counts = new CategoryCounts(table["c"], numeric: false, rows);
            counts.Prune(100);
            return counts;
        }).Aggregate((left, right) =>
        {
            Merging.Into(left, right).Prune(100);
            return left;
        });
        Assert.InRange(merged.Error, 1, 20_000 / 50);
        Assert.Equal(["often0", "often1", "often2"], merged.MostFrequent(3));
        var (known, counted) = (CountsOf(exact), CountsOf(merged));
        Assert.All(known, pair => Assert.InRange(pair.Value - counted.GetValueOrDefault(pair.Key), 0, merged.Error));
    }

    [Fact]
    public void FrequentCategoriesAreFoundAmongMoreThanAreCounted()
    {
        var statistics = ColumnStatistics.For(new FeatureColumn("c", ColumnKind.Category), new PreprocessingOptions { CodesFrom = 300 }, 64);
        Assert.Null(statistics.Notice);
        for (var part = 0; part < 5; part++)
        {
            // Every tenth row is one of three frequent categories; the others occur once.
            var table = Table.Of(TextColumn.From("c", Enumerable.Range(part * 40_000, 40_000).Select(i => i % 10 == 0 ? $"often{i % 3}" : $"once{i}")));
            statistics.Add(table, table.AllRows());
        }

        var encoder = Assert.IsType<CategoryCodeEncoder>(statistics.Fit());
        Assert.Equal(3, encoder.Categories.Count(category => category.StartsWith("often", StringComparison.Ordinal)));
        Assert.Equal(NoticeKind.ManyCategories, statistics.Notice!.Kind);
    }

    [Fact]
    public void AVectorCannotBeStreamed() =>
        Assert.Throws<DataException>(() => ColumnStatistics.For(new FeatureColumn("v", ColumnKind.Vector, Width: 3), PreprocessingOptions.Default, 64));

    private static FeatureEncoder[] Fit(PreprocessingOptions options, int rowsOfPart) => [.. s_features.Select(feature =>
    {
        var statistics = ColumnStatistics.For(feature, options, 1024);
        foreach (var part in s_table.AllRows().Chunk(rowsOfPart))
        {
            statistics.Add(s_table, part);
        }

        Assert.Equal(0, statistics.RankError);
        return statistics.Fit();
    })];

    private static string Rows()
    {
        var text = new StringBuilder("number,whole,truth,day,time,city,code\n");
        for (var i = 0; i < 900; i++)
        {
            var k = i * 7919 % 1009;
            var day = new DateTime(2020, 1, 1).AddDays(k);
            text.Append(CultureInfo.InvariantCulture, $"{(k % 13 == 0 ? "" : $"{k / 8.0}")},{k * k},{(k % 3 == 0 ? "true" : "false")},{day:yyyy-MM-dd},")
                .Append(CultureInfo.InvariantCulture, $"{day.AddHours(k % 24):yyyy-MM-ddTHH:mm:ss},{(k % 29 == 0 ? "" : $"city{k % 7}")},{(k % 2 == 0 ? $"{k % 9}.0" : $"{k % 9}")}\n");
        }

        return text.ToString();
    }

    private static Dictionary<string, int> CountsOf(CategoryCounts counts)
    {
        using var reader = new BinaryReader(new MemoryStream(Merging.BytesOf(counts)));
        _ = (reader.ReadBoolean(), reader.ReadInt32());
        return Enumerable.Range(0, reader.ReadInt32()).ToDictionary(_ => reader.ReadString(), _ => reader.ReadInt32());
    }
}
