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
}
