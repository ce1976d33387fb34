namespace Feedforward.Tabular.Tests.Preprocessing;

public class TablePreprocessingTests
{
    [Fact]
    public void ANumberIsStandardisedByTheTrainingPartAlone()
    {
        // Rows 0 to 3 train: mean (1 + 3 + 5) / 3 = 3, deviation √(8/3).
        var table = CsvText.Table("a,b\n1,0\n3,0\n5,0\n,0\n1000,0\n");
        var preprocessing = Fit(table, [0, 1, 2, 3], new FeatureColumn("a", ColumnKind.Number));
        Assert.Equal(new NumberEncoder("a", 3, MathF.Sqrt(8 / 3f), MissingIndicator: true), preprocessing.Encoders[0]);
        Assert.Equal(["a", "a missing"], preprocessing.FeatureNames);
        var deviation = MathF.Sqrt(8 / 3f);
        Assert.Equal(
            [-2 / deviation, 0, 0, 0, 2 / deviation, 0, 0, 1, 997 / deviation, 0],
            preprocessing.Encode(table).Span.ToArray());
    }

    /// <summary>What a network multiplies stays finite, and what was finite all along stays as it is.</summary>
    [Fact]
    public void AnExtremeNumberIsAnExtremeFeatureAndNoInfiniteOne()
    {
        float[] cells = [0, 1e-3f, float.MaxValue, -float.MaxValue, 1e25f];
        var table = Table.Of([new NumberColumn("a", cells), new VectorColumn("v", new Matrix<float>(cells, 5, 1))]);
        var features = Fit(table, [0, 1], new FeatureColumn("a", ColumnKind.Number), new FeatureColumn("v", ColumnKind.Vector)).Encode(table);
        for (var column = 0; column < 2; column++)
        {
            Assert.Equal([1e30f, -1e30f], [features[2, column], features[3, column]]);
            Assert.Equal((1e25f - 5e-4f) / 5e-4f, features[4, column]);
        }
    }

    [Fact]
    public void ACategoryBecomesOneFeatureEach()
    {
        var table = CsvText.Table("c,b\nred,0\nblue,0\n,0\nred,0\ngreen,0\n");
        var preprocessing = Fit(table, [0, 1, 2, 3], new FeatureColumn("c", ColumnKind.Category));
        Assert.Equal(new CategoryEncoder("c", ["blue", "red"], MissingCategory: true, Numeric: false), preprocessing.Encoders[0]);
        var counts = new EncodingCounts();
        Assert.Equal(
            Matrix.From(new float[,] { { 0, 1, 0 }, { 1, 0, 0 }, { 0, 0, 1 }, { 0, 1, 0 }, { 0, 0, 0 } }).Span.ToArray(),
            preprocessing.Encode(table, counts).Span.ToArray());
        Assert.Equal(1, counts.UnseenCategories["c"]);
        Assert.Equal(NoticeKind.UnseenCategory, Assert.Single(counts.ToNotices()).Kind);
    }

    [Fact]
    public void AMissingCategoryNeverSeenIsZeroThroughout()
    {
        var table = CsvText.Table("c,b\nred,0\nblue,0\n,0\n");
        var counts = new EncodingCounts();
        Assert.Equal([0f, 0f], Fit(table, [0, 1], new FeatureColumn("c", ColumnKind.Category)).Encode(table, [2], counts).Span.ToArray());
        Assert.Equal(1, counts.UnseenMissing["c"]);
    }

    [Fact]
    public void CategoriesThatAreNumbersAreComparedAsNumbers()
    {
        var preprocessing = Fit(CsvText.Table("c,b\n10,0\n9,0\n"), [0, 1], new FeatureColumn("c", ColumnKind.Category, Numeric: true));
        Assert.Equal(["9", "10"], ((CategoryEncoder)preprocessing.Encoders[0]).Categories);
        var text = Table.Of(TextColumn.From("c", ["010", "9.0", "x"]));
        Assert.Equal([0f, 1f, 1f, 0f, 0f, 0f], preprocessing.Encode(text).Span.ToArray());
    }

    [Fact]
    public void OnlyTheMostFrequentOfManyCategoriesAreKept()
    {
        // c000 to c299 once each, then c290 to c299 again: those ten stay, and of the others the first 245.
        var cells = Enumerable.Range(0, 300).Concat(Enumerable.Range(290, 10)).Select(i => $"c{i:000}");
        var table = Table.Of(TextColumn.From("c", cells));
        var encoder = (CategoryEncoder)Fit(table, table.AllRows(), new FeatureColumn("c", ColumnKind.Category)).Encoders[0];
        Assert.Equal(CategoryEncoder.MaximumCategories, encoder.Categories.Count);
        Assert.Equal([.. Enumerable.Range(0, 245).Concat(Enumerable.Range(290, 10)).Select(i => $"c{i:000}")], encoder.Categories);
    }

    [Fact]
    public void ATruthValueIsOneOrZero()
    {
        var table = CsvText.Table("b,c\ntrue,0\nFalse,0\nTRUE,0\n,0\nfalse,0\n");
        var preprocessing = Fit(table, [0, 1, 2], new FeatureColumn("b", ColumnKind.Boolean));
        Assert.Equal([1f, 0f, 1f, 2 / 3f, 0f], preprocessing.Encode(table).Span.ToArray());
    }

    [Fact]
    public void ADateBecomesItsParts()
    {
        // 2026-01-31 is a Saturday, 2026-02-01 a Sunday.
        var table = CsvText.Table("d,b\n2026-01-31 06:00,0\n2026-02-01 18:30,0\n");
        var preprocessing = Fit(table, [0, 1], new FeatureColumn("d", ColumnKind.Date));
        var encoder = (DateEncoder)preprocessing.Encoders[0];
        Assert.Equal(
            [
                new DatePartScale(DatePart.Year, 2026, 1),
                new DatePartScale(DatePart.Month, 1.5f, .5f),
                new DatePartScale(DatePart.Day, 16, 15),
                new DatePartScale(DatePart.DayOfWeek, 6.5f, .5f),
                new DatePartScale(DatePart.Hour, 12.25f, 6.25f),
            ],
            encoder.Parts);
        Assert.Equal([0f, -1f, 1f, -1f, -1f, 0f, 1f, -1f, 1f, 1f], preprocessing.Encode(table).Span.ToArray());
        Assert.Equal(["d.year", "d.month", "d.day", "d.dayOfWeek", "d.hour"], preprocessing.FeatureNames);
    }

    [Fact]
    public void AVectorHasOneScale()
    {
        var table = Table.Of(new VectorColumn("v", Matrix.From(new float[,] { { 0, 2 }, { 4, 6 }, { 3, 3 } })));
        var preprocessing = Fit(table, [0, 1], new FeatureColumn("v", ColumnKind.Vector, Width: 2));
        Assert.Equal(new VectorEncoder("v", 2, 3, MathF.Sqrt(5)), preprocessing.Encoders[0]);
        Assert.Equal([0f, 0f], preprocessing.Encode(table, [2]).Span.ToArray());
        var narrow = Table.Of(new VectorColumn("v", new Matrix<float>(1, 3)));
        Assert.Throws<DataException>(() => preprocessing.Encode(narrow));
    }

    [Fact]
    public void ColumnsAreFoundByName()
    {
        var table = CsvText.Table("a,c\n1,x\n2,y\n");
        var preprocessing = Fit(table, [0, 1], new FeatureColumn("a", ColumnKind.Number), new FeatureColumn("c", ColumnKind.Category));
        var other = CsvText.Table("extra,c,a\n9,y,2\n");
        Assert.Equal(preprocessing.Encode(table, [1]).Span.ToArray(), preprocessing.Encode(other).Span.ToArray());
        Assert.Equal("c", Assert.Throws<DataException>(() => preprocessing.Encode(CsvText.Table("a,b\n1,2\n"))).Column);
        var wrong = Assert.Throws<DataException>(() => preprocessing.Encode(CsvText.Table("a,c\nx,y\n")));
        Assert.Equal((2L, "a"), (wrong.Row, wrong.Column));
    }

    private static TablePreprocessing Fit(Table table, int[] rows, params FeatureColumn[] features) => TablePreprocessing.Fit(table, features, rows);
}
