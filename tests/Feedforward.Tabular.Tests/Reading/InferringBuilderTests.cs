using CsCheck;

namespace Feedforward.Tabular.Tests.Reading;

public class InferringBuilderTests
{
    [Fact]
    public void MissingMarksAreNoText()
    {
        var table = CsvText.Table("a,b\n1,x\n,NA\nNA,\n?,?\nN/A,y\nnull,NaN\n");
        Assert.Equal([1f, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN], table.Numbers("a"));
        Assert.Equal(["x", null, null, null, "y", null], table.Texts("b"));
        Assert.Equal(5, table["a"].MissingCount);
    }

    [Fact]
    public void MissingMarksCanBeChanged()
    {
        var table = CsvText.Table("a,b\n1,NA\n-,x\n", new ReadOptions { MissingMarks = ["-"] });
        Assert.Equal([1f, float.NaN], table.Numbers("a"));
        Assert.Equal(["NA", "x"], table.Texts("b"));
    }

    [Fact]
    public void NumbersBeforeTheFirstTextKeepHowTheyWereWritten()
    {
        var table = CsvText.Table("a,b\n007,1\n1.50,1\nNA,1\nx,1\n");
        Assert.Equal(["007", "1.50", null, "x"], table.Texts("a"));
        var notice = Assert.Single(table.Notices);
        Assert.Equal((NoticeKind.MixedNumbers, "a"), (notice.Kind, notice.Column));
        Assert.Contains("'x' on line 5", notice.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersWithACommaAreNoticed()
    {
        var table = CsvText.Table("a;b;c\n1,5;1,5;2\n2;x;3\n-0,5;0,5;1\n");
        var notice = Assert.Single(table.Notices, notice => notice.Kind == NoticeKind.DecimalComma);
        Assert.Equal("a", notice.Column);
        Assert.Contains("'1,5' on line 2", notice.Message, StringComparison.Ordinal);

        var comma = CsvText.Table("a;b\n1,5;x\n2;y\n", new ReadOptions { DecimalComma = true });
        Assert.Empty(comma.Notices);
        Assert.Equal([1.5f, 2f], comma.Numbers("a"));
    }

    [Fact]
    public void AColumnSaidToBeACategoryKeepsItsText()
    {
        var options = new ReadOptions { Types = new Dictionary<string, ColumnKind> { ["zip"] = ColumnKind.Category } };
        Assert.Equal(["01234", "1234"], CsvText.Table("zip,n\n01234,1\n1234,2\n", options).Texts("zip"));
    }

    [Fact]
    public void AColumnSaidToBeANumberRefusesText()
    {
        var options = new ReadOptions { Types = new Dictionary<string, ColumnKind> { ["a"] = ColumnKind.Number } };
        var exception = Assert.Throws<DataException>(() => CsvText.Table("a,b\n1,1\nabc,2\n", options));
        Assert.Equal((3L, "a"), (exception.Row, exception.Column));
    }

    [Fact]
    public void ANumberTooLargeIsSaidSo()
    {
        var exception = Assert.Throws<DataException>(() => CsvText.Table("a,b\n1e200,1\n"));
        Assert.Equal((2L, "a"), (exception.Row, exception.Column));
    }

    [Fact]
    public void EveryFloatIsReadBackAsItWasWritten() => Gen.Float.Where(float.IsFinite).Array[1, 20].Sample(
        values => CsvText.Table("a,b\n" + string.Concat(values.Select(value => NumberColumn.Text(value) + ",1\n"))).Numbers("a").SequenceEqual(values));
}
