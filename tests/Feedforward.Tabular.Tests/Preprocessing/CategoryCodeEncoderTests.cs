namespace Feedforward.Tabular.Tests.Preprocessing;

public class CategoryCodeEncoderTests
{
    private static readonly PreprocessingOptions Coded = new() { CodesFrom = 1 };

    [Fact]
    public void ACategoryBecomesItsNumber()
    {
        var table = CsvText.Table("c,b\nred,0\nblue,0\n,0\nred,0\ngreen,0\n");
        var fitted = Fit(table, [0, 1, 2, 3]);
        Assert.Equal(new CategoryCodeEncoder("c", ["blue", "red"], MissingSeen: true, Numeric: false), fitted.Encoders[0]);
        Assert.Equal((1, 3), (fitted.Width, fitted.Encoders[0].CodeCount));
        Assert.Equal([FeatureKind.Code], fitted.FeatureKinds);
        var counts = new EncodingCounts();
        Assert.Equal([2f, 1f, 0f, 2f, 0f], fitted.Encode(table, counts).Span.ToArray());
        Assert.Equal(1, counts.UnseenCategories["c"]);
        Assert.Empty(counts.UnseenMissing);
    }

    [Fact]
    public void AMissingCellNeverSeenIsCounted()
    {
        var counts = new EncodingCounts();
        Assert.Equal([0f], Fit(CsvText.Table("c,b\nred,0\n,0\n"), [0]).Encode(CsvText.Table("c,b\nred,0\n,0\n"), [1], counts).Span.ToArray());
        Assert.Equal(1, counts.UnseenMissing["c"]);
    }

    [Fact]
    public void CategoriesThatAreNumbersAreComparedAsNumbers()
    {
        var fitted = Fit(CsvText.Table("c,b\n10,0\n9,0\n"), [0, 1], numeric: true);
        Assert.Equal(["9", "10"], ((CategoryCodeEncoder)fitted.Encoders[0]).Categories);
        Assert.Equal([2f, 1f, 0f], fitted.Encode(Table.Of(TextColumn.From("c", ["010", "9.0", "x"]))).Span.ToArray());
        Assert.Equal([2f, 0f], fitted.Encode(Table.Of(new NumberColumn("c", [10, float.NaN]))).Span.ToArray());
    }

    /// <summary>12,000 categories, the last 3,000 twice: those and the first 7,000 of the others stay.</summary>
    [Fact]
    public void TheMostFrequentTenThousandAreKept()
    {
        var cells = Enumerable.Range(0, 12_000).Concat(Enumerable.Range(9_000, 3_000)).Select(i => $"c{i:00000}").ToList();
        var table = Table.Of(TextColumn.From("c", cells));
        var fitted = Fit(table, table.AllRows());
        Assert.Equal(CategoryCodeEncoder.MaximumCategories + 1, fitted.Encoders[0].CodeCount);
        var codes = fitted.Encode(table).Span.ToArray();
        Assert.Equal([1f, 7_000f, 0f, 0f, 7_001f, 10_000f], [codes[0], codes[6_999], codes[7_000], codes[8_999], codes[9_000], codes[^1]]);
        Assert.Equal(10_000, codes.Take(12_000).Where(code => code > 0).Distinct().Count());
    }

    private static TablePreprocessing Fit(Table table, int[] rows, bool numeric = false) =>
        TablePreprocessing.Fit(table, [new FeatureColumn("c", ColumnKind.Category, numeric)], rows, Coded);
}
